/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

/** Cuts a piece of text around a match, on one line and never inside a code point. */
final class Snippet {
    private static final int BEFORE = 48;
    private static final int AFTER = 96;

    private Snippet() {}

    static String around(String text, int matchStart, int matchLength) {
        int matchEnd = Math.min(text.length(), matchStart + matchLength);
        // Far more than is shown, because whitespace is still to be collapsed.
        String before = collapse(text.substring(Math.max(0, matchStart - 100 * BEFORE), matchStart))
                .stripLeading();
        String match = collapse(text.substring(matchStart, matchEnd));
        String after = collapse(text.substring(matchEnd, Math.min(text.length(), matchEnd + 100 * AFTER)))
                .stripTrailing();
        int beforePoints = before.codePointCount(0, before.length());
        int afterPoints = after.codePointCount(0, after.length());
        String head = beforePoints <= BEFORE
                ? before
                : "... "
                        + before.substring(before.offsetByCodePoints(0, beforePoints - BEFORE))
                                .stripLeading();
        String tail = afterPoints <= AFTER
                ? after
                : after.substring(0, after.offsetByCodePoints(0, AFTER)).stripTrailing() + " ...";
        return head + match + tail;
    }

    private static String collapse(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
