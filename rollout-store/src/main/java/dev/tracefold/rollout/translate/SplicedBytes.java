/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.io.IOException;

import dev.tracefold.model.value.Place;
import dev.tracefold.model.value.StoredBytes;

/** Bytes that are stored, but for a few in their midst that others stand in for. */
final class SplicedBytes implements StoredBytes {
    private final Place original;
    private final int cut;
    private final int cutEnd;
    private final byte[] word;

    /**
     * What is stored from a place on, with a word in the place of a part of it.
     *
     * @param cut where the part begins, counted from that place
     * @param cutEnd where it ends
     */
    SplicedBytes(Place original, int cut, int cutEnd, byte[] word) {
        this.original = original;
        this.cut = cut;
        this.cutEnd = cutEnd;
        this.word = word;
    }

    @Override
    public void keep() {
        original.stored().keep();
    }

    @Override
    public void read(long position, byte[] target, int from, int length) throws IOException {
        long end = position + length;
        long wordEnd = (long) cut + word.length;
        if (position < cut) {
            copy(position, target, from, (int) (Math.min(end, cut) - position));
        }
        for (long at = Math.max(position, cut); at < Math.min(end, wordEnd); at++) {
            target[from + (int) (at - position)] = word[(int) at - cut];
        }
        if (end > wordEnd) {
            long behind = Math.max(position, wordEnd);
            copy(behind - wordEnd + cutEnd, target, from + (int) (behind - position), (int) (end - behind));
        }
    }

    private void copy(long position, byte[] target, int from, int length) throws IOException {
        original.stored().read(original.position() + position, target, from, length);
    }
}
