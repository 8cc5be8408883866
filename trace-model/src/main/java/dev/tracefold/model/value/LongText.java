/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.value;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A text that may be long: the output of a command, the words of a message. Such texts are most of what a session has, and
 * few of them are ever looked at. So one is kept as JSON has it, from which it came and into which it goes; or it stays
 * where it was read, and is read again when it is asked for. Immutable; may be shared between threads.
 */
public final class LongText {
    /** Below so many bytes, a text takes less in memory than what tells where it is. */
    public static final int WORTH_STORING = 256;

    private static final int SHORT = 64;
    private static final int AT_ONCE = 1 << 16;
    private static final int FEW_AT_ONCE = 1 << 13;

    /** The bytes of one that was left where it was. */
    private record Stored(StoredBytes bytes, long position, int length) {
        void read(int from, byte[] target, int count) {
            try {
                bytes.read(position + from, target, 0, count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Takes bytes one behind the other. */
    @FunctionalInterface
    public interface Sink {
        void take(byte[] bytes, int from, int length) throws IOException;
    }

    // What stands between the quotes, with no escape but those that must be, and these as short as can be: an array of
    // bytes, or Stored.
    private final Object written;
    // Texts are looked up by what they say, and some say megabytes.
    private final int hash;

    private LongText(Object written, int hash) {
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
        return ofWritten(json, from, to, hash(json, from, to), null);
    }

    /**
     * The same for who knows what {@link #hash(byte[], int, int)} gives, and where the part came from. If that is worth
     * while, the text stays there; to ask for one that is not there any more, or not the same, is an
     * {@link UncheckedIOException}.
     */
    public static LongText ofWritten(byte[] json, int from, int to, int hash, @Nullable Place place) {
        if (place == null || to - from < WORTH_STORING) {
            return new LongText(Arrays.copyOfRange(json, from, to), hash);
        }
        place.stored().keep();
        return new LongText(new Stored(place.stored(), place.position(), to - from), hash);
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
        if (writtenLength() != to - from) {
            return false;
        }
        if (!(written instanceof Stored stored)) {
            return Arrays.equals((byte[]) written, 0, to - from, json, from, to);
        }
        byte[] some = new byte[Math.min(FEW_AT_ONCE, to - from)];
        for (int done = 0; done < to - from; done += some.length) {
            int count = Math.min(some.length, to - from - done);
            stored.read(done, some, count);
            if (!Arrays.equals(some, 0, count, json, from + done, from + done + count)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it was left where it was read. */
    public boolean stored() {
        return written instanceof Stored;
    }

    /** How many bytes it has between its quotes. */
    public int writtenLength() {
        return written instanceof Stored stored ? stored.length() : ((byte[]) written).length;
    }

    /**
     * Hands over the bytes between its quotes, in pieces that are not to be written to or kept.
     *
     * @throws IOException if the sink does not take them, or the text is not where it was
     */
    public void writeTo(Sink sink) throws IOException {
        if (written instanceof Stored stored) {
            byte[] some = new byte[Math.min(AT_ONCE, stored.length())];
            CRC32C sum = new CRC32C();
            for (int done = 0; done < stored.length(); ) {
                int count = Math.min(some.length, stored.length() - done);
                stored.bytes().read(stored.position() + done, some, 0, count);
                sum.update(some, 0, count);
                done += count;
                // Nothing of a text that fits is handed over before it is known to be the same.
                if (done == stored.length() && ((int) sum.getValue() ^ done) != hash) {
                    throw changed();
                }
                sink.take(some, 0, count);
            }
        } else {
            byte[] bytes = (byte[]) written;
            sink.take(bytes, 0, bytes.length);
        }
    }

    private byte[] bytes() {
        if (!(written instanceof Stored stored)) {
            return (byte[]) written;
        }
        byte[] bytes = new byte[stored.length()];
        stored.read(0, bytes, bytes.length);
        if (hash(bytes, 0, bytes.length) != hash) {
            throw new UncheckedIOException(changed());
        }
        return bytes;
    }

    private static IOException changed() {
        return new IOException("the session's file has been changed since it was read");
    }

    /** What stands between its quotes: so many characters at least, behind which one may be broken, or all. */
    String written(int characters) {
        byte[] all = bytes();
        int length = (int) Math.min(all.length, 4L * Math.max(4, characters));
        return new String(all, 0, length, StandardCharsets.UTF_8);
    }

    public boolean isEmpty() {
        return writtenLength() == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof LongText text
                        && hash == text.hash
                        && writtenLength() == text.writtenLength()
                        && Arrays.equals(bytes(), text.bytes()));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The text itself. It is made anew with every call, at a cost that grows with its length. */
    @Override
    public String toString() {
        return new String(JsonText.unescaped(bytes()), StandardCharsets.UTF_8);
    }
}
