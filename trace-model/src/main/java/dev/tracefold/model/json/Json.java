/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.LongText;
import dev.tracefold.model.value.LongTexts;

/** JSON of any kind, payload bodies above all. All methods may be called from any thread. */
public final class Json {
    // With what is usual below them, they are far from too many.
    private static final int MOST_USUAL_LEVELS = 100;

    private Json() {}

    /**
     * Reads one JSON text.
     *
     * @throws MalformedJsonException if the bytes are not exactly one JSON text in UTF-8: lone surrogates, numbers
     *     beyond the range of a double, and nesting above 1,000 are refused too
     */
    public static JsonValue parse(byte[] utf8) throws MalformedJsonException {
        return parse(utf8, 0, utf8.length);
    }

    /**
     * The same for JSON that stands in a string. A byte order mark, which may precede a file, is no part of it.
     *
     * @throws MalformedJsonException as above
     */
    public static JsonValue parse(String text) throws MalformedJsonException {
        if (text.startsWith("\ufeff")) {
            throw new MalformedJsonException(1, 1, "", "this is not JSON: it begins with a byte order mark");
        }
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for a string that may as well hold something else; null if it does, which costs little. */
    public static @Nullable JsonValue parseIfAny(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return parseIfAny(utf8, 0, utf8.length, LongText::ofWritten);
    }

    /** The same for a part of an array. */
    static @Nullable JsonValue parseIfAny(byte[] utf8, int from, int to, LongTexts texts) {
        if (!JsonScan.mayBegin(utf8, from, to)) {
            return null;
        }
        try {
            return parse(utf8, from, to, 0, texts);
        } catch (MalformedJsonException anyOtherText) {
            return null;
        }
    }

    /**
     * The same for a part of an array.
     *
     * @throws MalformedJsonException as above
     */
    public static JsonValue parse(byte[] utf8, int from, int to) throws MalformedJsonException {
        return parse(utf8, from, to, 0);
    }

    /**
     * The same for a part of a larger text.
     *
     * @param levels how many levels of nesting are around the part; they count against the most that there may be
     * @throws MalformedJsonException as above
     */
    public static JsonValue parse(byte[] utf8, int from, int to, int levels) throws MalformedJsonException {
        return parse(utf8, from, to, levels, LongText::ofWritten);
    }

    /**
     * The same for who reads much that says the same.
     *
     * @param texts asked for long strings, most of them; for others it is not worth while
     * @throws MalformedJsonException as above
     */
    public static JsonValue parse(byte[] utf8, int from, int to, int levels, LongTexts texts)
            throws MalformedJsonException {
        JsonValue usual = levels > MOST_USUAL_LEVELS ? null : UsualJson.parse(utf8, from, to, texts);
        return usual != null
                ? usual
                : JsonIn.read(levels == 0 ? Codecs.ANY : Codecs.anyWithin(levels), utf8, from, to, 1);
    }
}
