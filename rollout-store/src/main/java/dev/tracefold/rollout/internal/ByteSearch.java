/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Finds bytes in bytes, ignoring the case of ASCII letters. Eight positions are tried at a time: a position stays in the
 * race only if the two rarest bytes of the needle stand at their distances from it, and only then is the rest compared.
 * On text this is several times faster than skipping by a table, whose every step waits for the one before. Immutable.
 */
public final class ByteSearch {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final int TRAINING_ROUNDS = 4_000;
    private static final long HIGHS = 0x8080808080808080L;

    /** Bytes of rollouts from frequent to rare; what is not listed is rarer still. */
    private static final String FREQUENT = " etaoinsrldhcumpfgy\"bw.,_:v-/k0123456789(){}\\n=xjqz";

    static {
        train();
    }

    private final byte[] lower;
    private final byte[] upper;
    private final int first; // where the rarest byte stands in the needle
    private final int second; // where the second rarest stands
    private final long firstPattern;
    private final long secondPattern;
    private final long firstFold;
    private final long secondFold;

    /**
     * Prepares the search for a needle.
     *
     * @throws IllegalArgumentException when the needle is empty
     */
    public ByteSearch(byte[] needle) {
        if (needle.length == 0) {
            throw new IllegalArgumentException("needle is empty");
        }
        lower = needle.clone();
        upper = needle.clone();
        for (int i = 0; i < needle.length; i++) {
            if (isLetter(needle[i])) {
                lower[i] = (byte) (needle[i] | 0x20);
                upper[i] = (byte) (needle[i] & ~0x20);
            }
        }
        first = rarest(-1);
        second = needle.length == 1 ? first : rarest(first);
        firstPattern = (lower[first] & 0xffL) * ONES;
        secondPattern = (lower[second] & 0xffL) * ONES;
        firstFold = isLetter(lower[first]) ? 0x20 * ONES : 0;
        secondFold = isLetter(lower[second]) ? 0x20 * ONES : 0;
    }

    /** Gets the search ready, unless it is. */
    public static void prepare() {
        // Done when the class is looked at, so that nobody can forget it.
    }

    /**
     * Takes every branch often enough for the compiler to believe in it. Otherwise the first match in gigabytes without
     * one throws the search back to the interpreter, which costs more than this does.
     */
    private static void train() {
        ByteSearch search = new ByteSearch("train".getBytes(StandardCharsets.US_ASCII));
        String words = "a train is no tryin, and a brain is no trail; TRAIN";
        byte[] text = (words + "-".repeat(500) + words + "-".repeat(99)).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < TRAINING_ROUNDS; i++) {
            for (int at = search.find(text, 0, text.length); at >= 0; ) {
                at = search.find(text, at + 1, text.length - (i & 1));
            }
        }
    }

    private static boolean isLetter(byte b) {
        int folded = b | 0x20;
        return folded >= 'a' && folded <= 'z' && b > 0;
    }

    private int rarest(int except) {
        int best = -1;
        int bestRank = -1;
        for (int i = 0; i < lower.length; i++) {
            int place = FREQUENT.indexOf(lower[i] & 0xff);
            int rank = place < 0 ? FREQUENT.length() : place;
            if (i != except && rank > bestRank) {
                best = i;
                bestRank = rank;
            }
        }
        return best;
    }

    public int length() {
        return lower.length;
    }

    /** The first position at or after {@code from} where the needle lies before {@code to}; -1 if nowhere. */
    public int find(byte[] bytes, int from, int to) {
        int last = to - lower.length; // the last position where the needle still fits
        int at = from;
        int fast = Math.min(last - Long.BYTES + 1, to - Math.max(first, second) - Long.BYTES);
        while (true) {
            at = nextCandidate(bytes, at, fast);
            if (at > fast) {
                break;
            }
            int position = matchWithin(bytes, at);
            if (position >= 0) {
                return position;
            }
            at += Long.BYTES;
        }
        for (; at <= last; at++) {
            if (matches(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    /**
     * The first of the groups of eight that may hold a match. Kept this small because a long loop with rarely taken
     * branches is compiled as if they were never taken, and thrown back to the interpreter when one is.
     */
    private int nextCandidate(byte[] bytes, int from, int fast) {
        int at = from;
        // Four groups a round: the branch and the checks of the bounds cost as much as a group.
        while (at <= fast - 3 * Long.BYTES
                && (candidates(bytes, at)
                                | candidates(bytes, at + Long.BYTES)
                                | candidates(bytes, at + 2 * Long.BYTES)
                                | candidates(bytes, at + 3 * Long.BYTES))
                        == 0) {
            at += 4 * Long.BYTES;
        }
        while (at <= fast && candidates(bytes, at) == 0) {
            at += Long.BYTES;
        }
        return at;
    }

    /** The high bit of every byte of the group at {@code at} that is in the race; now and then one too many. */
    private long candidates(byte[] bytes, int at) {
        long one = ((long) LONGS.get(bytes, at + first) | firstFold) ^ firstPattern;
        long two = ((long) LONGS.get(bytes, at + second) | secondFold) ^ secondPattern;
        long either = one | two; // A byte is zero here only where both are.
        return (either - ONES) & ~either & HIGHS;
    }

    private int matchWithin(byte[] bytes, int at) {
        for (long left = candidates(bytes, at); left != 0; left &= left - 1) {
            int position = at + (Long.numberOfTrailingZeros(left) >>> 3);
            if (matches(bytes, position)) {
                return position;
            }
        }
        return -1;
    }

    private boolean matches(byte[] bytes, int at) {
        for (int i = 0; i < lower.length; i++) {
            byte b = bytes[at + i];
            if (b != lower[i] && b != upper[i]) {
                return false;
            }
        }
        return true;
    }
}
