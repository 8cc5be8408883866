/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.json.WireNames;

/** How text is set off: with the colours of a terminal, or not at all. Immutable. */
public final class Ink {
    /** No colours: for files and pipes. */
    public static final Ink PLAIN = new Ink(false);

    /** The eight colours that every terminal has, so that they go with its background. */
    public static final Ink COLOURS = new Ink(true);

    private final boolean colours;

    private Ink(boolean colours) {
        this.colours = colours;
    }

    /** Whether there are colours. */
    public boolean colours() {
        return colours;
    }

    private String wrap(String code, String text) {
        return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** For what the eye should find first. */
    public String bold(String text) {
        return wrap("1", text);
    }

    /** For what is only there to be complete. */
    public String dim(String text) {
        return wrap("2", text);
    }

    /** For what went wrong. */
    public String bad(String text) {
        return wrap("31", text);
    }

    /** For what went well, and what was added. */
    public String good(String text) {
        return wrap("32", text);
    }

    /** For what deserves a look. */
    public String warn(String text) {
        return wrap("33", text);
    }

    /** For names that can be typed. */
    public String name(String text) {
        return wrap("36", text);
    }

    /** Cuts a line that may have colours to a width; what was cut is marked. */
    public String cut(String line, int width) {
        if (!colours) {
            return Printable.cut(line, width);
        }
        if (Columns.of(line) <= width) {
            return line;
        }
        StringBuilder out = new StringBuilder();
        int used = 1;
        for (int i = 0; i < line.length(); ) {
            int c = line.codePointAt(i);
            int end = i + Character.charCount(c);
            if (c == 0x1b) {
                end = line.indexOf('m', i) + 1;
            } else {
                used += Columns.of(c);
                if (used > width) {
                    break;
                }
            }
            out.append(line, i, end);
            i = end;
        }
        return out.append("…\u001b[0m").toString();
    }

    /** A status in its colour. */
    public String status(ExecutionStatus status) {
        String word = WireNames.of(status);
        return switch (status) {
            case COMPLETED -> good(word);
            case FAILED -> bad(word);
            case RUNNING, CANCELLED, ABORTED -> warn(word);
        };
    }

    /** A status in its colour. */
    public String status(RolloutStatus status) {
        String word = WireNames.of(status);
        return switch (status) {
            case COMPLETED -> good(word);
            case FAILED -> bad(word);
            case RUNNING, ABORTED -> warn(word);
        };
    }
}
