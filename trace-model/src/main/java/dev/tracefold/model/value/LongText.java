/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A text that may be long: the output of a command, the words of a message. Such texts are most of what a session has, and
 * few of them are ever looked at, so that one is kept as JSON has it, from which it came and into which it goes. Immutable;
 * may be shared between threads.
 */
public final class LongText {
    private static final int SHORT = 64;

    // What stands between the quotes, with no escape but those that must be, and these as short as can be.
    private final byte[] written;
    // Texts are looked up by what they say, and some say megabytes.
    private final int hash;

    private LongText(byte[] written, int hash) {
        this.written = written;
        this.hash = hash;
    }

    /**
     * A text.
     *
     * @throws IllegalArgumentException if a surrogate stands alone in it, which JSON cannot carry
     */
    public static LongText of(String text) {
        byte[] written = JsonText.written(text);
        return new LongText(written, hash(written, 0, written.length));
    }

    /**
     * The text that is a part of an array of JSON: valid, without the quotes, and written as it would be here. Whoever gives
     * it has seen to that, for it is not looked at again.
     */
    public static LongText ofWritten(byte[] json, int from, int to) {
        return ofWritten(json, from, to, hash(json, from, to));
    }

    /** The same for who knows what {@link #hash(byte[], int, int)} gives. */
    public static LongText ofWritten(byte[] json, int from, int to, int hash) {
        return new LongText(Arrays.copyOfRange(json, from, to), hash);
    }

    /** The hash code that the text would have which is a part of an array. */
    public static int hash(byte[] json, int from, int to) {
        int hash = to - from;
        if (hash <= SHORT) {
            for (int i = from; i < to; i++) {
                hash = 31 * hash + json[i];
            }
            return hash;
        }
        CRC32C sum = new CRC32C();
        sum.update(json, from, hash);
        return (int) sum.getValue() ^ hash;
    }

    /** Whether it is the text that is a part of an array, written as it would be here. */
    public boolean isWritten(byte[] json, int from, int to) {
        return Arrays.equals(written, 0, written.length, json, from, to);
    }

    /** What stands between its quotes. */
    String written() {
        return new String(written, StandardCharsets.UTF_8);
    }

    /** How many bytes it has between its quotes. */
    public int writtenLength() {
        return written.length;
    }

    /**
     * Copies some of the bytes between its quotes.
     *
     * @throws IndexOutOfBoundsException if there are not so many, or the target has no room for them
     */
    public void copyWritten(int from, byte[] target, int at, int length) {
        System.arraycopy(written, from, target, at, length);
    }

    public boolean isEmpty() {
        return written.length == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof LongText text && hash == text.hash && Arrays.equals(written, text.written));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The text itself. It is made anew with every call, at a cost that grows with its length. */
    @Override
    public String toString() {
        return new String(JsonText.unescaped(written), StandardCharsets.UTF_8);
    }
}
