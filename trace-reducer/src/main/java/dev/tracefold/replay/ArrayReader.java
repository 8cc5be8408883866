/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.JsonPiece;
import dev.tracefold.model.json.JsonScan;
import dev.tracefold.model.json.LongPlaces;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.LongTexts;
import dev.tracefold.reducer.body.BodyException;
import dev.tracefold.reducer.body.ItemNormalizer;
import dev.tracefold.reducer.body.NormalizedItem;
import dev.tracefold.reducer.body.Texts;

/**
 * Reads arrays of items, and of those that repeat an earlier array only what is new: a session resends its whole history
 * with every request, so that its payloads grow with the square of its length. What was sent before is compared byte by
 * byte, and what was said before is the same object. Belongs to one thread.
 */
final class ArrayReader {
    // One for each of the agents that usually work at the same time.
    private static final int MOST_KNOWN = 8;
    // An item stands in an array within an object.
    private static final int LEVELS_AROUND = 2;
    // To read a shorter value again takes less than to keep what it said.
    private static final int LONG = 256;
    // What is left in a piece that is no part of a conversation.
    private static final Object NO_ITEM = "no item";

    private final long mostBytes = Runtime.getRuntime().maxMemory() / 8;
    private final Deque<KnownArray> known = new ArrayDeque<>();
    private long knownBytes;
    private final SaidItems said = new SaidItems();
    private final Texts texts;

    ArrayReader(Texts texts) {
        this.texts = texts;
    }

    /**
     * Reads the array that opens at a position.
     *
     * @return null if it cannot be read this way, for whatever reason; the plain way then tells what is wrong
     */
    @Nullable
    KnownArray read(byte[] body, int start) {
        KnownArray before = KnownArray.NONE;
        int common = 0;
        for (KnownArray candidate : known) {
            int bytes = candidate.common(body, start);
            if (bytes > common) {
                common = bytes;
                before = candidate;
            }
        }
        int kept = before.itemsWithin(common);
        Items items = new Items(before, kept);
        int end = items.readNew(body, start);
        if (end < 0) {
            return null;
        }
        KnownArray array = items.toArray(body, start, end);
        if (kept * 2 > before.items().length) {
            forget(before);
        }
        remember(array);
        return array;
    }

    /** The same for items that are at hand in pieces; null if one of them is none. A piece that comes again is not read again. */
    @Nullable
    List<NormalizedItem> read(List<? extends JsonPiece> pieces) {
        List<NormalizedItem> items = new ArrayList<>(pieces.size());
        for (JsonPiece piece : pieces) {
            Object left = piece.left();
            if (left == null || left instanceof JsonValue) {
                try {
                    NormalizedItem item = normalized(piece, left);
                    left = item == null ? NO_ITEM : said.first(item);
                } catch (MalformedJsonException | BodyException e) {
                    return null;
                }
                piece.leave(left);
            }
            if (left instanceof NormalizedItem item) {
                items.add(item);
            }
        }
        return Collections.unmodifiableList(items);
    }

    /** Reads an item. */
    private @Nullable NormalizedItem normalized(byte[] body, int from, int to)
            throws MalformedJsonException, BodyException {
        return ItemNormalizer.normalize(body, from, to, LEVELS_AROUND, texts.in(null, LongPlaces.NONE));
    }

    private @Nullable NormalizedItem normalized(JsonPiece piece, @Nullable Object left)
            throws MalformedJsonException, BodyException {
        return left instanceof JsonValue value
                ? ItemNormalizer.normalize(value)
                : ItemNormalizer.normalize(piece.bytes(), piece.from(), piece.to(), LEVELS_AROUND, textsIn(piece));
    }

    private LongTexts textsIn(JsonPiece piece) {
        return texts.in(piece.place(), piece.longTexts());
    }

    /** Reads a value of a body; one that comes again is not read again. */
    JsonValue value(JsonPiece piece) throws MalformedJsonException {
        if (piece.left() instanceof JsonValue value) {
            return value;
        }
        JsonValue value = Json.parse(piece.bytes(), piece.from(), piece.to(), LEVELS_AROUND, textsIn(piece));
        if (piece.left() == null && piece.to() - piece.from() >= LONG) {
            piece.leave(value);
        }
        return value;
    }

    /** Another array has gone on from this one, and takes its place. */
    private void forget(KnownArray array) {
        if (known.removeIf(candidate -> candidate.body() == array.body() && candidate.start() == array.start())) {
            knownBytes -= array.body().length;
        }
    }

    private void remember(KnownArray array) {
        known.addFirst(array);
        knownBytes += array.body().length;
        while (known.size() > MOST_KNOWN || (knownBytes > mostBytes && known.size() > 1)) {
            knownBytes -= known.removeLast().body().length;
        }
    }

    /** The items of an array while it is being read. */
    private final class Items {
        private int[] ends;
        private @Nullable NormalizedItem[] items;
        private int count;

        Items(KnownArray before, int kept) {
            ends = Arrays.copyOf(before.ends(), kept + 16);
            items = Arrays.copyOf(before.items(), kept + 16);
            count = kept;
        }

        /** Reads what comes behind the items that are kept; gives the position behind the array, or -1. */
        int readNew(byte[] body, int start) {
            int i = JsonScan.whitespace(body, count == 0 ? start + 1 : start + ends[count - 1], body.length);
            while (i < body.length && body[i] != ']') {
                if (count > 0) {
                    if (body[i] != ',') {
                        return -1;
                    }
                    i = JsonScan.whitespace(body, i + 1, body.length);
                }
                int end = JsonScan.value(body, i, body.length);
                if (end < 0 || !add(body, start, i, end)) {
                    return -1;
                }
                i = JsonScan.whitespace(body, end, body.length);
            }
            return i < body.length ? i + 1 : -1;
        }

        private boolean add(byte[] body, int start, int from, int end) {
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, count * 2);
                items = Arrays.copyOf(items, count * 2);
            }
            try {
                NormalizedItem item = normalized(body, from, end);
                items[count] = item == null ? null : said.first(item);
                ends[count] = end - start;
                count++;
                return true;
            } catch (MalformedJsonException | BodyException e) {
                return false;
            }
        }

        KnownArray toArray(byte[] body, int start, int end) {
            return new KnownArray(body, start, end, Arrays.copyOf(ends, count), Arrays.copyOf(items, count));
        }
    }
}
