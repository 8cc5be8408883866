/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import org.jspecify.annotations.Nullable;

/** Tells whether JSON is sound by one look at its bytes. Positions are -1 for what is not, or is not usual. */
final class SoundJson {
    /** Below that, a text is taken apart sooner than it is kept as it was written. */
    static final int LONG = 128;
    /** No place in an array, and no complement of one. */
    static final int NOWHERE = Integer.MIN_VALUE;

    static final int USUAL_DEPTH = 64;
    static final int USUAL_NUMBER = 100;
    private static final int USUAL_NAME = 1000;

    private SoundJson() {}

    /** The position behind the value that begins there. */
    static int value(byte[] json, int from, int to, int depth) {
        return value(json, from, to, depth, null);
    }

    /** The same for who wants to know where its long texts are. */
    static int value(byte[] json, int from, int to, int depth, LongPlaces.@Nullable Finder texts) {
        if (from >= to || depth > USUAL_DEPTH) {
            return -1;
        }
        return switch (json[from]) {
            case '"' -> string(json, from, to, texts);
            case '{' -> object(json, from, to, depth + 1, texts);
            case '[' -> array(json, from, to, depth + 1, texts);
            case 't' -> word(json, from, to, "true");
            case 'f' -> word(json, from, to, "false");
            case 'n' -> word(json, from, to, "null");
            default -> number(json, from, to);
        };
    }

    private static int object(byte[] json, int from, int to, int depth, LongPlaces.@Nullable Finder texts) {
        int i = JsonScan.whitespace(json, from + 1, to);
        if (i < to && json[i] == '}') {
            return i + 1;
        }
        while (i < to && json[i] == '"') {
            int nameEnd = string(json, i, to, null);
            int colon = nameEnd < 0 || nameEnd - i > USUAL_NAME ? to : JsonScan.whitespace(json, nameEnd, to);
            if (colon == to || json[colon] != ':') {
                return -1;
            }
            int end = value(json, JsonScan.whitespace(json, colon + 1, to), to, depth, texts);
            i = end < 0 ? to : JsonScan.whitespace(json, end, to);
            if (i == to || json[i] != ',') {
                return i < to && json[i] == '}' ? i + 1 : -1;
            }
            i = JsonScan.whitespace(json, i + 1, to);
        }
        return -1;
    }

    private static int array(byte[] json, int from, int to, int depth, LongPlaces.@Nullable Finder texts) {
        int i = JsonScan.whitespace(json, from + 1, to);
        if (i < to && json[i] == ']') {
            return i + 1;
        }
        while (true) {
            int end = value(json, i, to, depth, texts);
            i = end < 0 ? to : JsonScan.whitespace(json, end, to);
            if (i == to || json[i] != ',') {
                return i < to && json[i] == ']' ? i + 1 : -1;
            }
            i = JsonScan.whitespace(json, i + 1, to);
        }
    }

    private static int word(byte[] json, int from, int to, String word) {
        int end = from + word.length();
        return end <= to && JsonScan.says(json, from, end, word) ? endsAt(json, end, to) : -1;
    }

    /** With an exponent, a number might be beyond a double. */
    static int number(byte[] json, int from, int to) {
        int whole = json[from] == '-' ? from + 1 : from;
        int end = digits(json, whole, to);
        if (end == whole || (json[whole] == '0' && end > whole + 1)) {
            return -1;
        }
        if (end < to && json[end] == '.') {
            int fraction = end + 1;
            end = digits(json, fraction, to);
            if (end == fraction) {
                return -1;
            }
        }
        return end - from > USUAL_NUMBER ? -1 : endsAt(json, end, to);
    }

    private static int digits(byte[] json, int from, int to) {
        int i = from;
        while (i < to && json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        return i;
    }

    /** The position, if what is neither string nor container may end there. */
    private static int endsAt(byte[] json, int end, int to) {
        return end == to || JsonScan.endsScalar(json[end]) ? end : -1;
    }

    private static int string(byte[] json, int from, int to, LongPlaces.@Nullable Finder texts) {
        int end = endOfText(json, Words.beyondPlain(json, from + 1, to), to);
        if (end == NOWHERE) {
            return -1;
        }
        if (end > from + LONG && texts != null) {
            texts.add(from + 1, end);
        }
        return (end < 0 ? ~end : end) + 1;
    }

    /**
     * Where the text ends whose first byte that is not plain is there: at its quote. The complement of that if something in
     * it is not written as it would be here; {@link #NOWHERE} if it is no text.
     */
    static int endOfText(byte[] json, int from, int to) {
        boolean asHere = true;
        int i = from;
        while (i < to && json[i] != '"') {
            int length = json[i] == '\\' ? lengthOfEscape(json, i, to) : Utf8.sequenceLength(json, i, to);
            if (length == 0) {
                return NOWHERE;
            }
            asHere &= length > 0;
            i += Math.abs(length);
            // What is beyond ASCII seldom stands alone.
            if (i < to && json[i] >= 0) {
                i = Words.beyondPlain(json, i, to);
            }
        }
        if (i >= to) {
            return NOWHERE;
        }
        return asHere ? i : ~i;
    }

    /**
     * The length of an escape, or less than 0 if there is a shorter way to write what it stands for; 0 if it is none. One of
     * a surrogate is taken together with its other half.
     */
    private static int lengthOfEscape(byte[] json, int i, int to) {
        if (i + 1 >= to) {
            return 0;
        }
        return switch (json[i + 1]) {
            case '"', '\\', 'b', 'f', 'n', 'r', 't' -> 2;
            case '/' -> -2;
            case 'u' -> {
                int codePoint = Escapes.codePoint(json, i, to);
                if (codePoint < 0) {
                    yield 0;
                }
                yield codePoint < 0x20 && isNeeded(json[i + 4], json[i + 5]) ? 6 : -Escapes.length(codePoint);
            }
            default -> 0;
        };
    }

    /** Whether hexadecimal digits are a control character that has no escape of one letter, and in lower case. */
    private static boolean isNeeded(byte high, byte low) {
        return switch (low) {
            case '0', '1', '2', '3', '4', '5', '6', '7', 'b', 'e', 'f' -> high == '0' || high == '1';
            case '8', '9', 'a', 'c', 'd' -> high == '1';
            default -> false;
        };
    }
}
