/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.JsonCursor;
import dev.tracefold.model.json.JsonScan;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.LongText;

/** Walks over JSON that is known to be JSON, without building anything of it. */
final class JsonBytes {
    private JsonBytes() {}

    static int whitespace(byte[] json, int from) {
        return JsonScan.whitespace(json, from, json.length);
    }

    /** The position behind the value that begins at {@code from}. */
    static int value(byte[] json, int from) {
        return JsonScan.value(json, from, json.length);
    }

    /** The elements of an array. */
    static List<Slice> elements(Slice array) {
        byte[] json = array.bytes();
        List<Slice> elements = new ArrayList<>();
        int i = whitespace(json, array.from() + 1);
        while (json[i] != ']') {
            int end = JsonScan.value(json, i, json.length, array.longTexts());
            elements.add(array.part(i, end));
            i = whitespace(json, end);
            if (json[i] == ',') {
                i = whitespace(json, i + 1);
            }
        }
        return elements;
    }

    /** What a string says; null if it is none. */
    static @Nullable String text(@Nullable Slice string) {
        return string == null ? null : text(string.bytes(), string.from(), string.to());
    }

    /** The same for a part of an array. */
    static @Nullable String text(byte[] json, int from, int to) {
        if (json[from] != '"') {
            return null;
        }
        String plain = JsonScan.plainText(json, from, to);
        return plain != null ? plain : decoded(json, from, to);
    }

    /** How a string begins: so many characters of what it says, or all of it; null if it is none. */
    static @Nullable String beginning(Slice string, int characters) {
        byte[] json = string.bytes();
        int end = string.isString() ? JsonScan.characters(json, string.from() + 1, string.to() - 1, characters) : -1;
        if (end < 0 || end == string.to() - 1) {
            return text(string);
        }
        byte[] cut = Arrays.copyOfRange(json, string.from(), end + 1);
        cut[cut.length - 1] = '"';
        return text(cut, 0, cut.length);
    }

    /** What a string says, if that is an object of JSON itself. */
    static @Nullable JsonObject inner(Slice string) {
        JsonCursor cursor = new JsonCursor(string.bytes(), string.from(), string.to(), LongText::ofWritten);
        return cursor.inner(LongText::ofWritten) instanceof JsonObject object ? object : null;
    }

    private static @Nullable String decoded(byte[] json, int from, int to) {
        try {
            return Json.parse(json, from, to).text();
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    /** An integer of 64 bits; null if it is none. */
    static @Nullable Long integer(@Nullable Slice number) {
        if (number == null || number.length() > 20) {
            return null;
        }
        try {
            return Long.parseLong(number.json());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
