/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

/** Tells whether JSON is sound by one look at its bytes. Positions are -1 for what is not, or is not usual. */
final class SoundJson {
    static final int USUAL_DEPTH = 64;
    static final int USUAL_NUMBER = 100;
    private static final int USUAL_NAME = 1000;

    private SoundJson() {}

    /** The position behind the value that begins there. */
    static int value(byte[] json, int from, int to, int depth) {
        if (from >= to || depth > USUAL_DEPTH) {
            return -1;
        }
        return switch (json[from]) {
            case '"' -> string(json, from, to);
            case '{' -> object(json, from, to, depth + 1);
            case '[' -> array(json, from, to, depth + 1);
            case 't' -> word(json, from, to, "true");
            case 'f' -> word(json, from, to, "false");
            case 'n' -> word(json, from, to, "null");
            default -> number(json, from, to);
        };
    }

    private static int object(byte[] json, int from, int to, int depth) {
        int i = JsonScan.whitespace(json, from + 1, to);
        if (i < to && json[i] == '}') {
            return i + 1;
        }
        while (i < to && json[i] == '"') {
            int nameEnd = string(json, i, to);
            int colon = nameEnd < 0 || nameEnd - i > USUAL_NAME ? to : JsonScan.whitespace(json, nameEnd, to);
            if (colon == to || json[colon] != ':') {
                return -1;
            }
            int end = value(json, JsonScan.whitespace(json, colon + 1, to), to, depth);
            i = end < 0 ? to : JsonScan.whitespace(json, end, to);
            if (i == to || json[i] != ',') {
                return i < to && json[i] == '}' ? i + 1 : -1;
            }
            i = JsonScan.whitespace(json, i + 1, to);
        }
        return -1;
    }

    private static int array(byte[] json, int from, int to, int depth) {
        int i = JsonScan.whitespace(json, from + 1, to);
        if (i < to && json[i] == ']') {
            return i + 1;
        }
        while (true) {
            int end = value(json, i, to, depth);
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

    private static int string(byte[] json, int from, int to) {
        int i = Words.beyondPlain(json, from + 1, to);
        while (i >= 0 && i < to && json[i] != '"') {
            i = json[i] == '\\' ? escape(json, i, to) : characters(json, i, to);
            i = i < 0 ? -1 : Words.beyondPlain(json, i, to);
        }
        return i >= 0 && i < to ? i + 1 : -1;
    }

    /** The position behind a run of characters beyond ASCII. */
    private static int characters(byte[] json, int from, int to) {
        int i = from;
        while (i < to && json[i] < 0) {
            int length = Utf8.sequenceLength(json, i, to);
            if (length == 0) {
                return -1;
            }
            i += length;
        }
        return i == from ? -1 : i;
    }

    /** The position behind an escape; one of a surrogate is taken together with its other half. */
    private static int escape(byte[] json, int from, int to) {
        if (from + 1 >= to) {
            return -1;
        }
        return switch (json[from + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 2;
            case 'u' -> {
                int codePoint = codePoint(json, from, to);
                yield codePoint < 0 ? -1 : from + lengthOfEscape(codePoint);
            }
            default -> -1;
        };
    }

    /** What an escape of the form that has digits says, or two of them; -1 if nothing. */
    static int codePoint(byte[] json, int from, int to) {
        int first = hex(json, from + 2, to);
        if (first < 0 || !Character.isSurrogate((char) first)) {
            return first;
        }
        int second = from + 7 < to && json[from + 6] == '\\' && json[from + 7] == 'u' ? hex(json, from + 8, to) : -1;
        return second >= 0 && Character.isSurrogatePair((char) first, (char) second)
                ? Character.toCodePoint((char) first, (char) second)
                : -1;
    }

    /** How many bytes such an escape takes, or two of them. */
    static int lengthOfEscape(int codePoint) {
        return codePoint < 0x10000 ? 6 : 12;
    }

    /** What four digits say; -1 if they are none. */
    private static int hex(byte[] json, int from, int to) {
        if (from + 4 > to) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }
}
