/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.LongText;

/**
 * The bytes of texts that were said again lately. What is repeated once is repeated often, and a text may lie in a file, from
 * which it would be read every time to be compared. Belongs to one thread.
 */
final class RepeatedTexts {
    private static final int MANY = 1 << 12;

    private final long mostBytes = Runtime.getRuntime().maxMemory() / 32;
    private final @Nullable LongText[] texts = new @Nullable LongText[MANY];
    private final byte @Nullable [][] bytes = new byte @Nullable [MANY][];
    private long held;

    /** Whether a text, which has that hash code, is what a part of an array says. */
    boolean is(LongText text, byte[] json, int from, int to) {
        int place = text.hashCode() & (MANY - 1);
        byte[] known = bytes[place];
        if (known != null && texts[place] == text) {
            return Arrays.equals(known, 0, known.length, json, from, to);
        }
        if (!text.isWritten(json, from, to)) {
            return false;
        }
        remember(place, text, json, from, to);
        return true;
    }

    private void remember(int place, LongText text, byte[] json, int from, int to) {
        int length = to - from;
        if (length > mostBytes / 16) {
            return;
        }
        if (held + length > mostBytes) {
            Arrays.fill(texts, null);
            Arrays.fill(bytes, null);
            held = 0;
        }
        byte[] before = bytes[place];
        held += length - (before == null ? 0 : before.length);
        texts[place] = text;
        bytes[place] = Arrays.copyOfRange(json, from, to);
    }
}
