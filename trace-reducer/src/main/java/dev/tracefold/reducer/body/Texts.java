/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.LongPlaces;
import dev.tracefold.model.json.RespelledBytes;
import dev.tracefold.model.value.LongText;
import dev.tracefold.model.value.LongTexts;
import dev.tracefold.model.value.Place;

/**
 * The long texts of a session, each of them once: what a terminal said a model is told, and files are read again and again.
 * Belongs to one thread.
 */
public final class Texts {
    private final ByHash<LongText> texts = new ByHash<>();
    private final RepeatedTexts repeated = new RepeatedTexts();

    /** Gives the texts of an array, of which it may be known where it came from, and where they lie in it. */
    public LongTexts in(@Nullable Place origin, LongPlaces known) {
        return new LongTexts() {
            @Override
            public LongText of(byte[] json, int from, int to) {
                return Texts.this.of(json, from, to, origin);
            }

            @Override
            public LongText of(byte[] json, int from, int to, byte[] here) {
                Place written =
                        origin == null ? null : new Place(new RespelledBytes(origin.behind(from), to - from), 0);
                return Texts.this.of(here, 0, here.length, written);
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
        int place = texts.first(hash);
        LongText found = texts.at(place);
        while (found != null) {
            if (isSaidAgain(found, json, from, to)) {
                return found;
            }
            place = texts.next(place, hash);
            found = texts.at(place);
        }
        Place where = origin == null || to - from < LongText.WORTH_STORING ? null : origin.behind(from);
        LongText text = LongText.ofWritten(json, from, to, hash, where);
        texts.put(place, hash, text);
        return text;
    }

    private boolean isSaidAgain(LongText text, byte[] json, int from, int to) {
        return text.stored() ? repeated.is(text, json, from, to) : text.isWritten(json, from, to);
    }
}
