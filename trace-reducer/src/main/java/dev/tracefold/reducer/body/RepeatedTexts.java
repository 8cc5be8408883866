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
    private final @Nullable Heard[] heard = new @Nullable Heard[MANY];
    private long held;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Heard(LongText text, byte[] bytes) {}

    /** Whether a text is what a part of an array says. */
    @SuppressWarnings("ReferenceEquality") // another text has other bytes
    boolean is(LongText text, byte[] json, int from, int to) {
        int place = text.hashCode() & (MANY - 1);
        Heard before = heard[place];
        if (before != null && before.text() == text) {
            return Arrays.equals(before.bytes(), 0, before.bytes().length, json, from, to);
        }
        if (!text.isWritten(json, from, to)) {
            return false;
        }
        remember(place, new Heard(text, Arrays.copyOfRange(json, from, to)));
        return true;
    }

    private void remember(int place, Heard text) {
        int length = text.bytes().length;
        if (length > mostBytes / 16) {
            return;
        }
        if (held + length > mostBytes) {
            Arrays.fill(heard, null);
            held = 0;
        }
        Heard before = heard[place];
        held += length - (before == null ? 0 : before.bytes().length);
        heard[place] = text;
    }
}
