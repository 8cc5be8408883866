/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

/** Texts as events can carry them. */
final class Texts {
    /** How much of a tool's input its event shows. */
    static final int PREVIEW_CHARACTERS = 160;

    private Texts() {}

    /** How the text begins; no character is cut in two. */
    static String preview(String text) {
        return text.codePointCount(0, text.length()) <= PREVIEW_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, PREVIEW_CHARACTERS));
    }
}
