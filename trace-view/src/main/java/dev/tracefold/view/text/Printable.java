/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that a terminal may be given. Whatever could move the cursor, change colours, turn the direction of writing or
 * ring a bell is shown instead of done. All methods may be called from any thread.
 */
public final class Printable {
    private Printable() {}

    /** The text in one line: every run of white space becomes one space. */
    public static String line(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), 1000));
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                space = true;
            } else {
                if (space && out.length() > 0) {
                    out.append(' ');
                }
                space = false;
                append(out, c);
            }
        }
        return out.toString();
    }

    /** The same, cut to a width; what was cut is marked. */
    public static String line(String text, int width) {
        // Long texts need not be gone through to their end.
        String begin = text.length() > 8L * width + 100 ? text.substring(0, 8 * width + 100) : text;
        return cut(line(begin), width);
    }

    /** The lines of a text as they are; tabs become spaces. */
    public static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\n') {
                lines.add(line.toString());
                line.setLength(0);
            } else if (c == '\t') {
                line.append("    ");
            } else if (c != '\r' || (i < text.length() && text.charAt(i) != '\n')) {
                append(line, c);
            }
        }
        if (line.length() > 0 || lines.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    private static void append(StringBuilder out, int c) {
        if (c < 0x20 || between(c, 0x7f, 0x9f)) {
            out.append(String.format("\\x%02x", c));
        } else if (turnsDirection(c) || between(c, 0xd800, 0xdfff)) {
            out.append(String.format("\\u%04x", c));
        } else {
            out.appendCodePoint(c);
        }
    }

    /** Characters that make a terminal show text in another order than it stands there, and line separators. */
    private static boolean turnsDirection(int c) {
        return between(c, 0x202a, 0x202e)
                || between(c, 0x2066, 0x2069)
                || between(c, 0x2028, 0x2029)
                || between(c, 0x200e, 0x200f)
                || c == 0x061c;
    }

    private static boolean between(int c, int first, int last) {
        return first <= c && c <= last;
    }

    /** Cuts a printable text to a width. */
    public static String cut(String text, int width) {
        if (Columns.of(text) <= width) {
            return text;
        }
        int used = 1;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            used += Columns.of(c);
            if (used > width) {
                break;
            }
            i += Character.charCount(c);
        }
        return text.substring(0, i) + "…";
    }

    /** Breaks a printable line so that no piece is wider than that; at spaces, where there are any. */
    public static List<String> wrap(String line, int width) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int used = 0;
        int space = -1;
        for (int i = 0; i < line.length(); ) {
            int c = line.codePointAt(i);
            if (used + Columns.of(c) > width && i > start) {
                int end = c == ' ' ? i : space > start ? space : i;
                pieces.add(line.substring(start, end));
                start = end < line.length() && line.charAt(end) == ' ' ? end + 1 : end;
                used = Columns.of(line.substring(start, Math.max(start, i)));
                space = -1;
            }
            if (c == ' ') {
                space = i;
            }
            used += Columns.of(c);
            i += Character.charCount(c);
        }
        pieces.add(line.substring(Math.min(start, line.length())));
        return pieces;
    }
}
