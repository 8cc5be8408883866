/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import org.jspecify.annotations.Nullable;

/**
 * The long texts of a session, each of them once: what a terminal said a model is told, and files are read again and again.
 * Belongs to one thread.
 */
public final class Texts {
    private static final int LONG = 128;

    private @Nullable String[] texts = new @Nullable String[1 << 8];
    private int[] hashes = new int[1 << 8];
    private int count;

    /** The first text that was given and is equal; a short one is what was given. */
    public String shared(String text) {
        if (text.length() < LONG) {
            return text;
        }
        int hash = TextHash.of(text);
        int place = place(hash, text);
        String known = texts[place];
        if (known != null) {
            return known;
        }
        texts[place] = text;
        hashes[place] = hash;
        count++;
        if (count * 2 > texts.length) {
            grow();
        }
        return text;
    }

    /** Where the text is, or where it belongs. */
    private int place(int hash, String text) {
        int place = (hash ^ (hash >>> 16)) & (texts.length - 1);
        String found = texts[place];
        while (found != null && (hashes[place] != hash || !found.equals(text))) {
            place = (place + 1) & (texts.length - 1);
            found = texts[place];
        }
        return place;
    }

    private void grow() {
        @Nullable String[] before = texts;
        int[] hashesBefore = hashes;
        texts = new @Nullable String[before.length * 2];
        hashes = new int[texts.length];
        for (int i = 0; i < before.length; i++) {
            String text = before[i];
            if (text != null) {
                int place = place(hashesBefore[i], text);
                texts[place] = text;
                hashes[place] = hashesBefore[i];
            }
        }
    }
}
