/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.LongPlaces;
import dev.tracefold.model.value.LongText;
import dev.tracefold.model.value.LongTexts;
import dev.tracefold.model.value.Place;

/**
 * The long texts of a session, each of them once: what a terminal said a model is told, and files are read again and again.
 * Belongs to one thread.
 */
public final class Texts {
    private @Nullable LongText[] texts = new @Nullable LongText[1 << 8];
    private final RepeatedTexts repeated = new RepeatedTexts();
    private int count;

    /** Gives the texts of an array, of which it may be known where it came from, and where they lie in it. */
    public LongTexts in(@Nullable Place origin, LongPlaces known) {
        return new LongTexts() {
            @Override
            public LongText of(byte[] json, int from, int to) {
                return Texts.this.of(json, from, to, origin);
            }

            @Override
            public int end(int from) {
                return known.endOf(from);
            }
        };
    }

    /** The first text that was given and is equal. */
    private LongText of(byte[] json, int from, int to, @Nullable Place origin) {
        int hash = LongText.hash(json, from, to);
        int place = first(hash);
        LongText found = texts[place];
        while (found != null) {
            if (found.hashCode() == hash && isSaidAgain(found, json, from, to)) {
                return found;
            }
            place = (place + 1) & (texts.length - 1);
            found = texts[place];
        }
        Place where = origin == null || to - from < LongText.WORTH_STORING ? null : origin.behind(from);
        LongText text = LongText.ofWritten(json, from, to, hash, where);
        texts[place] = text;
        count++;
        if (count * 2 > texts.length) {
            grow();
        }
        return text;
    }

    private boolean isSaidAgain(LongText text, byte[] json, int from, int to) {
        return text.stored() ? repeated.is(text, json, from, to) : text.isWritten(json, from, to);
    }

    /** Where a text with that hash code is looked for first. */
    private int first(int hash) {
        return (hash ^ (hash >>> 16)) & (texts.length - 1);
    }

    private void grow() {
        @Nullable LongText[] before = texts;
        texts = new @Nullable LongText[before.length * 2];
        for (LongText text : before) {
            if (text != null) {
                int place = first(text.hashCode());
                while (texts[place] != null) {
                    place = (place + 1) & (texts.length - 1);
                }
                texts[place] = text;
            }
        }
    }
}
