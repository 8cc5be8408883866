/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.Place;
import dev.tracefold.model.value.StoredBytes;

/**
 * A text of JSON that is stored with escapes that need not be, or that could be shorter: what there is to read is the text
 * as it would be written here. Some programs escape all that is beyond ASCII. May be shared between threads.
 */
public final class RespelledBytes implements StoredBytes {
    private final Place place;
    private final int length;
    // It is read in pieces, mostly all of them one behind the other.
    private volatile WeakReference<byte @Nullable []> lately = new WeakReference<>(null);

    /**
     * The text that takes so many bytes between its quotes.
     *
     * @param place of its first byte
     */
    public RespelledBytes(Place place, int length) {
        this.place = place;
        this.length = length;
    }

    /**
     * The text that is a part of an array, between its quotes, as it would be written here; null if it is none. It is never
     * longer than it was.
     */
    static byte @Nullable [] respelled(byte[] json, int from, int to) {
        byte[] here = new byte[to - from];
        int filled = 0;
        int run = from;
        int i = Words.quoteOrEscape(json, from, to);
        while (i < to) {
            int meant = Escapes.meant(json, i, to);
            if (meant < 0) {
                return null;
            }
            System.arraycopy(json, run, here, filled, i - run);
            filled = write(meant, here, filled + i - run);
            run = i + Escapes.length(json, i, meant);
            i = Words.quoteOrEscape(json, run, to);
        }
        System.arraycopy(json, run, here, filled, to - run);
        return Arrays.copyOf(here, filled + to - run);
    }

    private static int write(int codePoint, byte[] here, int at) {
        int letter = switch (codePoint) {
            case '"', '\\' -> codePoint;
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> codePoint < 0x20 ? 'u' : 0;
        };
        if (letter == 0) {
            return Escapes.utf8(codePoint, here, at);
        }
        here[at] = '\\';
        here[at + 1] = (byte) letter;
        if (letter != 'u') {
            return at + 2;
        }
        here[at + 2] = '0';
        here[at + 3] = '0';
        here[at + 4] = (byte) Character.forDigit(codePoint >> 4, 16);
        here[at + 5] = (byte) Character.forDigit(codePoint & 15, 16);
        return at + 6;
    }

    @Override
    public void keep() {
        place.stored().keep();
    }

    @Override
    public void read(long position, byte[] target, int from, int count) throws IOException {
        byte[] here = lately.get();
        if (here == null) {
            here = readAgain();
            lately = new WeakReference<>(here);
        }
        if (here.length - position < count) {
            throw changed();
        }
        System.arraycopy(here, (int) position, target, from, count);
    }

    private byte[] readAgain() throws IOException {
        byte[] json = new byte[length];
        place.stored().read(place.position(), json, 0, length);
        byte[] here = respelled(json, 0, length);
        if (here == null) {
            throw changed();
        }
        return here;
    }

    private static IOException changed() {
        return new IOException("the session's file has been changed since it was read");
    }
}
