/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonBoolean;
import dev.tracefold.model.value.JsonValue.JsonNull;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;
import dev.tracefold.model.value.LongTexts;

/**
 * Reads JSON as nearly all of it is: long strings, few numbers, little depth. Whatever is wrong or unusual, it gives up,
 * and the parser that can say what is wrong reads the text from its beginning. A session comes in small pieces, for most of
 * which setting up that parser takes longer than reading.
 */
final class UsualJson {
    private final byte[] json;
    private final LongTexts texts;
    private final int to;
    private int at;
    private byte[] decoded = new byte[0];
    private int length;

    private UsualJson(byte[] json, int from, int to, LongTexts texts) {
        this.json = json;
        this.to = to;
        this.at = from;
        this.texts = texts;
    }

    /** The value that the bytes are, and nothing else; null if that is for the other parser to tell. */
    static @Nullable JsonValue parse(byte[] json, int from, int to, LongTexts texts) {
        UsualJson text = new UsualJson(json, from, to, texts);
        JsonValue value = text.value(0);
        return value != null && text.peek() < 0 ? value : null;
    }

    /** The next byte that is no whitespace, where {@link #at} then stands; -1 at the end. */
    private int peek() {
        while (at < to) {
            byte b = json[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xff;
            }
            at++;
        }
        return -1;
    }

    private @Nullable JsonValue value(int depth) {
        return switch (depth > SoundJson.USUAL_DEPTH ? -1 : peek()) {
            case '"' -> text();
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case 't' -> word(new JsonBoolean(true));
            case 'f' -> word(new JsonBoolean(false));
            case 'n' -> word(JsonNull.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> null;
        };
    }

    private @Nullable JsonValue text() {
        int from = at + 1;
        int end = texts.end(from);
        if (end >= 0) {
            return longText(from, end);
        }
        int plainTo = Words.beyondPlain(json, from, to);
        end = SoundJson.endOfText(json, plainTo, to);
        if (end >= from + SoundJson.LONG) {
            return longText(from, end);
        }
        String text = string(from, plainTo, SharedTexts.PARSED);
        return text == null ? null : new JsonString(text);
    }

    private JsonValue longText(int from, int end) {
        at = end + 1;
        return new JsonString(texts.of(json, from, end));
    }

    private @Nullable JsonValue object(int depth) {
        JsonObject.Builder fields = new JsonObject.Builder();
        at++;
        if (peek() == '}') {
            at++;
            return fields.build();
        }
        while (peek() == '"') {
            String name = string(at + 1, Words.beyondPlain(json, at + 1, to), SharedTexts.NAMES);
            if (name == null || peek() != ':') {
                return null;
            }
            at++;
            JsonValue value = value(depth);
            if (value == null) {
                return null;
            }
            fields.field(name, value);
            int next = peek();
            at++;
            if (next == '}') {
                return fields.build();
            }
            if (next != ',') {
                return null;
            }
        }
        return null;
    }

    private @Nullable JsonValue array(int depth) {
        List<JsonValue> values = new ArrayList<>();
        at++;
        if (peek() == ']') {
            at++;
            return new JsonArray(values);
        }
        while (true) {
            JsonValue value = value(depth);
            if (value == null) {
                return null;
            }
            values.add(value);
            int next = peek();
            at++;
            if (next == ']') {
                return new JsonArray(values);
            }
            if (next != ',') {
                return null;
            }
        }
    }

    private @Nullable JsonValue word(JsonValue value) {
        int end = SoundJson.value(json, at, to, 0);
        at = end;
        return end < 0 ? null : value;
    }

    private @Nullable JsonValue number() {
        int start = at;
        at = SoundJson.number(json, at, to);
        return at < 0 ? null : new JsonNumber(new String(json, start, at - start, StandardCharsets.ISO_8859_1));
    }

    /** The string that is plain up to there. */
    private @Nullable String string(int from, int plainTo, SharedTexts shared) {
        if (plainTo == to || json[plainTo] != '"') {
            return unusual(from, plainTo);
        }
        at = plainTo + 1;
        return plainTo - from > SharedTexts.LONGEST
                ? new String(json, from, plainTo - from, StandardCharsets.ISO_8859_1)
                : shared.ofAscii(json, from, plainTo);
    }

    /** The string that goes on with an escape, or with what is beyond ASCII. */
    private @Nullable String unusual(int from, int plainTo) {
        length = 0;
        int run = from;
        boolean ascii = true;
        int i = plainTo;
        while (i < to && json[i] != '"') {
            if (json[i] == '\\') {
                add(json, run, i);
                i = escape(i);
                if (i < 0) {
                    return null;
                }
                run = i;
            } else if (json[i] < 0) {
                ascii = false;
                do {
                    i++;
                } while (i < to && json[i] < 0);
            } else {
                return null;
            }
            i = Words.beyondPlain(json, i, to);
        }
        if (i >= to || (!ascii && Utf8.scan(json, from, i) == Utf8.Finding.INVALID)) {
            return null;
        }
        at = i + 1;
        if (run == from) {
            return new String(json, from, i - from, StandardCharsets.UTF_8);
        }
        add(json, run, i);
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    /** Decodes the escape at a backslash; gives the position behind it, or -1. */
    private int escape(int i) {
        if (i + 1 >= to) {
            return -1;
        }
        int meant = switch (json[i + 1]) {
            case '"', '\\', '/' -> json[i + 1];
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> SoundJson.codePoint(json, i, to);
            default -> -1;
        };
        if (meant < 0) {
            return -1;
        }
        addCodePoint(meant);
        return i + (json[i + 1] == 'u' ? SoundJson.lengthOfEscape(meant) : 2);
    }

    private void add(byte[] bytes, int from, int end) {
        room(end - from);
        System.arraycopy(bytes, from, decoded, length, end - from);
        length += end - from;
    }

    private void addCodePoint(int codePoint) {
        room(4);
        if (codePoint < 0x80) {
            decoded[length++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            decoded[length++] = (byte) (0xc0 | (codePoint >> 6));
            decoded[length++] = (byte) (0x80 | (codePoint & 0x3f));
        } else {
            if (codePoint < 0x10000) {
                decoded[length++] = (byte) (0xe0 | (codePoint >> 12));
            } else {
                decoded[length++] = (byte) (0xf0 | (codePoint >> 18));
                decoded[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
            }
            decoded[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            decoded[length++] = (byte) (0x80 | (codePoint & 0x3f));
        }
    }

    private void room(int more) {
        if (decoded.length - length < more) {
            decoded = Arrays.copyOf(decoded, Math.max(256, Math.max(decoded.length * 2, length + more)));
        }
    }
}
