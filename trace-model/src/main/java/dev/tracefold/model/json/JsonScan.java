/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON without building anything of it; long strings, of which recorded sessions are made, it passes eight
 * bytes at a time. Every method gives a position. All may be called from any thread.
 */
public final class JsonScan {
    private JsonScan() {}

    /** The first position from there on that is no whitespace; the end if there is none. */
    public static int whitespace(byte[] json, int from, int to) {
        int i = from;
        // Mostly there is none, as one look shows.
        while (i < to && json[i] <= ' ' && isWhitespace(json[i])) {
            i++;
        }
        return i;
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Whether a part of an array begins as JSON does, looked at as far as its first name or value. */
    static boolean mayBegin(byte[] text, int from, int to) {
        int first = whitespace(text, from, to);
        if (first == to) {
            return false;
        }
        int second = whitespace(text, first + 1, to);
        return switch (text[first]) {
            case '{' -> has(text, second, to, "\"") || has(text, second, to, "}");
            case '[' -> has(text, second, to, "]") || mayBeginValue(text, second, to);
            default -> mayBeginValue(text, first, to);
        };
    }

    private static boolean mayBeginValue(byte[] text, int at, int to) {
        if (at == to) {
            return false;
        }
        return switch (text[at]) {
            case '"', '{', '[', '-' -> true;
            case 't' -> has(text, at, to, "true");
            case 'f' -> has(text, at, to, "false");
            case 'n' -> has(text, at, to, "null");
            default -> text[at] >= '0' && text[at] <= '9';
        };
    }

    private static boolean has(byte[] text, int at, int to, String ascii) {
        return to - at >= ascii.length() && says(text, at, at + ascii.length(), ascii);
    }

    /** Whether a part of an array is that text, which is ASCII. */
    public static boolean says(byte[] json, int from, int to, String ascii) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (json[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The position behind the value that begins there, or -1 if the text ends before it does. Whether it is valid is not
     * looked at: that is for who knows it already, or parses the piece.
     */
    public static int value(byte[] json, int from, int to) {
        return value(json, from, to, LongPlaces.NONE);
    }

    /** The same for who knows where long texts of the array end, which are not looked through again. */
    public static int value(byte[] json, int from, int to, LongPlaces texts) {
        if (from >= to) {
            return -1;
        }
        return switch (json[from]) {
            case '"' -> string(json, from, to, texts);
            case '{', '[' -> container(json, from, to, texts);
            default -> scalar(json, from, to);
        };
    }

    private static int string(byte[] json, int from, int to, LongPlaces texts) {
        int end = texts.endOf(from + 1);
        return end < 0 ? string(json, from, to) : end + 1;
    }

    /** The same for a string whose opening quote is there. */
    public static int string(byte[] json, int from, int to) {
        int i = Words.quoteOrEscape(json, from + 1, to);
        while (i < to && json[i] == '\\') {
            i = Words.quoteOrEscape(json, i + 2, to);
        }
        return i < to ? i + 1 : -1;
    }

    /** The position behind so many characters of the text that begins there, or of its closing quote if that comes first. */
    public static int characters(byte[] json, int from, int to, int count) {
        int i = from;
        for (int n = 0; n < count && i < to && json[i] != '"'; n++) {
            int meant = json[i] == '\\' ? Escapes.meant(json, i, to) : -1;
            if (meant >= 0) {
                i += Escapes.length(json, i, meant);
            } else {
                do {
                    i++;
                } while (i < to && (json[i] & 0xc0) == 0x80);
            }
        }
        return i;
    }

    private static int container(byte[] json, int from, int to, LongPlaces texts) {
        int depth = 0;
        int i = from;
        while (i < to) {
            switch (json[i]) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
                case '"' -> {
                    int end = string(json, i, to, texts);
                    if (end < 0) {
                        return -1;
                    }
                    i = end - 1;
                }
                default -> {}
            }
            i++;
        }
        return -1;
    }

    private static int scalar(byte[] json, int from, int to) {
        int i = from;
        while (i < to && !endsScalar(json[i])) {
            i++;
        }
        return i == from ? -1 : i;
    }

    /** Whether what is neither string nor container has ended in front of such a byte. */
    static boolean endsScalar(byte b) {
        return b == ',' || b == '}' || b == ']' || isWhitespace(b);
    }

    /**
     * The position behind the value that begins there, if it is one that {@link Json} reads beyond doubt. -1 if it is not,
     * and also if it is unusual: deep, with numbers that are long or have an exponent, with very long names.
     */
    public static int sound(byte[] json, int from, int to) {
        return SoundJson.value(json, from, to, 0);
    }

    /** The same for who wants to know where its long texts are, which are added to what was found before. */
    public static int sound(byte[] json, int from, int to, LongPlaces.Finder texts) {
        return SoundJson.value(json, from, to, 0, texts);
    }

    /**
     * What a string says whose opening and closing quotes are the first and last byte, if it has no escapes and is ASCII;
     * else null. Of short texts that were seen lately there is one string in memory.
     */
    public static @Nullable String plainText(byte[] json, int from, int to) {
        if (plainString(json, from, to) != to) {
            return null;
        }
        return to - from - 2 > SharedTexts.LONGEST
                ? new String(json, from + 1, to - from - 2, StandardCharsets.ISO_8859_1)
                : SharedTexts.SCANNED.ofAscii(json, from + 1, to - 1);
    }

    /** The same for a string without escapes and of ASCII alone, whose opening quote should be there. */
    public static int plainString(byte[] json, int from, int to) {
        if (from >= to || json[from] != '"') {
            return -1;
        }
        int end = Words.beyondPlain(json, from + 1, to);
        return end < to && json[end] == '"' ? end + 1 : -1;
    }
}
