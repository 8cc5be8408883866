/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.JsonPiece;
import dev.tracefold.model.json.LongPlaces;
import dev.tracefold.model.value.Place;
import dev.tracefold.model.value.StoredBytes;
import dev.tracefold.rollout.line.RolloutLine;

/**
 * A piece of JSON. It keeps the whole array alive, until somebody has left what the piece says: then a piece that can be read
 * again keeps nothing but that.
 */
final class Slice implements JsonPiece {
    static final Slice NOTHING = of("");

    private static final int MOST_BEFORE = 4 << 10;

    /**
     * What is known about an array.
     *
     * @param place where it came from
     * @param longTexts where its long texts lie
     */
    private record Origin(@Nullable Place place, LongPlaces longTexts) {
        static final Origin UNKNOWN = new Origin(null, LongPlaces.NONE);
    }

    private final int from;
    private final int to;
    private final Origin origin;
    private byte @Nullable [] bytes;
    private @Nullable Object left;

    /**
     * A piece of an array that nobody writes to any more.
     *
     * @param from its first byte
     * @param to behind its last
     */
    private Slice(byte[] bytes, int from, int to, Origin origin) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.origin = origin;
    }

    /** The payload of a line, which may be read again in the file, if there is one. */
    static Slice ofPayload(RolloutLine line, @Nullable StoredBytes file) {
        Place place = file == null ? null : new Place(file, line.offset());
        return new Slice(line.bytes(), line.payloadStart(), line.payloadEnd(), new Origin(place, line.longTexts()));
    }

    static Slice of(String json) {
        return of(json.getBytes(StandardCharsets.UTF_8));
    }

    static Slice of(byte[] json) {
        return new Slice(json, 0, json.length, Origin.UNKNOWN);
    }

    /** A piece of this one, at a place in the same array. */
    Slice part(int partFrom, int partTo) {
        return part(bytes(), partFrom, partTo);
    }

    /** The same for who has the array at hand. */
    Slice part(byte[] array, int partFrom, int partTo) {
        return new Slice(array, partFrom, partTo, origin);
    }

    /** The same with other bytes in the place of one of its parts. What can be read again stays so. */
    Slice with(Slice part, byte[] word) {
        int cut = part.from - from;
        int cutEnd = part.to - from;
        byte[] array = bytes();
        byte[] spliced = new byte[cut + word.length + length() - cutEnd];
        System.arraycopy(array, from, spliced, 0, cut);
        System.arraycopy(word, 0, spliced, cut, word.length);
        System.arraycopy(array, part.to, spliced, cut + word.length, length() - cutEnd);
        Place place = origin.place;
        if (place == null) {
            return of(spliced);
        }
        StoredBytes stored = new SplicedBytes(place.behind(from), cut, cutEnd, word);
        return new Slice(spliced, 0, spliced.length, new Origin(new Place(stored, 0), LongPlaces.NONE));
    }

    @Override
    public byte[] bytes() {
        // Another thread may let go of them at any moment.
        byte[] held = bytes;
        Place place = origin.place;
        if (held != null || place == null) {
            return Objects.requireNonNull(held);
        }
        byte[] again = new byte[to];
        try {
            place.stored().read(place.position() + from, again, from, to - from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return again;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public @Nullable Place place() {
        return origin.place;
    }

    @Override
    public LongPlaces longTexts() {
        return origin.longTexts;
    }

    @Override
    public @Nullable Object left() {
        return left;
    }

    @Override
    public void leave(Object read) {
        left = read;
        letGo();
    }

    /** Keeps no bytes that can be read again. */
    void letGo() {
        Place place = origin.place;
        // One that lies far behind is read again together with all that is before it.
        if (place != null && from <= MOST_BEFORE + 2 * length()) {
            place.stored().keep();
            bytes = null;
        }
    }

    /** Its length, if nobody has left what it says. */
    int bytesUnread() {
        return left == null ? length() : 0;
    }

    int length() {
        return to - from;
    }

    boolean isString() {
        return bytes()[from] == '"';
    }

    boolean isObject() {
        return bytes()[from] == '{';
    }

    boolean isArray() {
        return bytes()[from] == '[';
    }

    /** Whether it is written as another piece is. */
    boolean says(Slice other) {
        return Arrays.equals(bytes(), from, to, other.bytes(), other.from, other.to);
    }

    /** The JSON as it stands. */
    String json() {
        return new String(bytes(), from, to - from, StandardCharsets.UTF_8);
    }
}
