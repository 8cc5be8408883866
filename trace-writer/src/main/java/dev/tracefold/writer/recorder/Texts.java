/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

/** Texts as events can carry them. */
final class Texts {
    /** How much of a tool's input its event shows. */
    static final int PREVIEW_CHARACTERS = 160;

    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** How the text begins; no character is cut in two. */
    static String preview(String text) {
        return text.codePointCount(0, text.length()) <= PREVIEW_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, PREVIEW_CHARACTERS));
    }

    /** Halves of characters, which JSON cannot carry, replaced: models and terminals cut text anywhere. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return repaired(text);
            }
        }
        return text;
    }

    private static String repaired(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                out.setCharAt(i, REPLACEMENT);
            }
        }
        return out.toString();
    }
}
