/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonString;
import dev.tracefold.model.value.LongText;
import dev.tracefold.model.value.LongTexts;

/**
 * Walks over JSON as nearly all of it is: long strings, few numbers, little depth; and makes nothing but what it is asked
 * for. Where anything is wrong or unusual, it is lost: it finds nothing from then on, and is never {@link #done}. What the
 * text says is then for {@link Json} to tell, from its beginning. Belongs to one thread.
 */
public final class JsonCursor {
    private final byte[] json;
    private final LongTexts texts;
    private final int to;
    private int at;
    private int depth;
    private boolean lost;
    /** Nothing was read yet of what was opened last. */
    private boolean opened;

    private int nameFrom;
    private int nameTo;
    private @Nullable String unusualName;
    /** How far the string is plain that was looked at last. */
    private int plainTo;

    private byte[] decoded = new byte[0];
    private int length;

    /**
     * In front of a part of an array.
     *
     * @param texts asked for long strings, most of them
     */
    public JsonCursor(byte[] json, int from, int to, LongTexts texts) {
        this.json = json;
        this.to = to;
        this.at = from;
        this.texts = texts;
    }

    /** The next byte that is no whitespace, where {@link #at} then stands; -1 at the end. */
    int peek() {
        at = JsonScan.whitespace(json, at, to);
        return at < to ? json[at] & 0xff : -1;
    }

    private boolean lose() {
        at = to;
        lost = true;
        return false;
    }

    /** Whether all was walked over, and nothing was wrong. */
    public boolean done() {
        return peek() < 0 && !lost && depth == 0;
    }

    /** Opens the object that is there; false if something else is. */
    public boolean object() {
        return open('{');
    }

    /** Opens the array that is there; false if something else is. */
    public boolean array() {
        return open('[');
    }

    private boolean open(char bracket) {
        if (peek() != bracket) {
            return false;
        }
        at++;
        depth++;
        opened = true;
        return true;
    }

    /** Goes to the next field of an object, in front of its value; false behind the last one, where the object is closed. */
    public boolean field() {
        if (!next('}')) {
            return false;
        }
        if (peek() != '"') {
            return lose();
        }
        nameFrom = at + 1;
        nameTo = Words.beyondPlain(json, nameFrom, to);
        if (nameTo < to && json[nameTo] == '"') {
            unusualName = null;
            at = nameTo + 1;
        } else {
            unusualName = unusual(nameFrom, nameTo);
        }
        if (peek() != ':') {
            return lose();
        }
        at++;
        return true;
    }

    /** Goes to the next value of an array; false behind the last one, where the array is closed. */
    public boolean element() {
        return next(']');
    }

    private boolean next(char bracket) {
        int b = peek();
        if (b == bracket) {
            at++;
            depth--;
            opened = false;
            return false;
        }
        if (!opened) {
            if (b != ',') {
                return lose();
            }
            at++;
        }
        opened = false;
        return depth <= SoundJson.USUAL_DEPTH || lose();
    }

    /** Whether the field has that name, which is ASCII. */
    public boolean named(String name) {
        return unusualName == null ? JsonScan.says(json, nameFrom, nameTo, name) : unusualName.equals(name);
    }

    /** The name of the field. */
    String name() {
        return unusualName != null
                ? unusualName
                : nameTo - nameFrom > SharedTexts.LONGEST
                        ? new String(json, nameFrom, nameTo - nameFrom, StandardCharsets.ISO_8859_1)
                        : SharedTexts.NAMES.ofAscii(json, nameFrom, nameTo);
    }

    /** Passes over a value, whatever it is. */
    public void skip() {
        int end = peek() < 0 ? -1 : SoundJson.value(json, at, to, depth);
        if (end < 0) {
            lose();
        } else {
            at = end;
        }
    }

    /** Passes over a null; false if something else is there. */
    public boolean isNull() {
        if (peek() != 'n') {
            return false;
        }
        skip();
        return !lost;
    }

    /** The string that is there; null if something else is. Of short ones that were seen lately there is one in memory. */
    public @Nullable String text() {
        if (peek() != '"') {
            return null;
        }
        plainTo = Words.beyondPlain(json, at + 1, to);
        return shortText(at + 1);
    }

    /** The same for who keeps it, and does not look at it. */
    public @Nullable LongText longText() {
        if (peek() != '"') {
            return null;
        }
        int from = at + 1;
        LongText found = longOne(from);
        if (found != null) {
            return found;
        }
        if (plainTo < to && json[plainTo] == '"') {
            at = plainTo + 1;
            return LongText.ofWritten(json, from, plainTo);
        }
        String text = unusual(from, plainTo);
        return text == null ? null : LongText.of(text);
    }

    /**
     * What the string says that is there, if that is JSON itself; null, and in front of it still, if it is not, or if
     * something else is there.
     *
     * @param innerTexts asked for long strings of that JSON, most of them, of which it must keep nothing but copies
     */
    public @Nullable JsonValue inner(LongTexts innerTexts) {
        if (peek() != '"') {
            return null;
        }
        int from = at + 1;
        int end = decode(from, Words.beyondPlain(json, from, to));
        if (end < 0) {
            return null;
        }
        JsonValue value = length == 0
                ? Json.parseIfAny(json, from, end, innerTexts)
                : Json.parseIfAny(decoded, 0, length, innerTexts);
        at = value == null ? at : end + 1;
        return value;
    }

    /** The string that is there, long or not; null if none is. */
    @Nullable
    JsonString string() {
        if (peek() != '"') {
            return null;
        }
        int from = at + 1;
        LongText found = longOne(from);
        if (found != null) {
            return new JsonString(found);
        }
        String text = shortText(from);
        return text == null ? null : new JsonString(text);
    }

    /** The digits of the number that is there; null if none is. */
    @Nullable
    String digits() {
        int end = peek() < 0 ? -1 : SoundJson.number(json, at, to);
        if (end < 0) {
            lose();
            return null;
        }
        String digits = new String(json, at, end - at, StandardCharsets.ISO_8859_1);
        at = end;
        return digits;
    }

    /** The long text that begins there; null if it is short, or none, and then how far it is plain is known. */
    private @Nullable LongText longOne(int from) {
        int end = texts.end(from);
        if (end < 0) {
            plainTo = Words.beyondPlain(json, from, to);
            end = SoundJson.endOfText(json, plainTo, to);
            if (end < 0) {
                return end == SoundJson.NOWHERE ? null : respelled(from, ~end);
            }
            if (end < from + SoundJson.LONG) {
                return null;
            }
        }
        at = end + 1;
        return texts.of(json, from, end);
    }

    /** The same for one that is not written as it would be here. */
    private @Nullable LongText respelled(int from, int end) {
        byte[] here = end < from + SoundJson.LONG ? null : RespelledBytes.respelled(json, from, end);
        if (here == null) {
            return null;
        }
        at = end + 1;
        return texts.of(json, from, end, here);
    }

    private @Nullable String shortText(int from) {
        if (plainTo == to || json[plainTo] != '"') {
            return unusual(from, plainTo);
        }
        at = plainTo + 1;
        return plainTo - from > SharedTexts.LONGEST
                ? new String(json, from, plainTo - from, StandardCharsets.ISO_8859_1)
                : SharedTexts.PARSED.ofAscii(json, from, plainTo);
    }

    /** The string that goes on with an escape, or with what is beyond ASCII, behind what is plain. */
    private @Nullable String unusual(int from, int plain) {
        String text = decoded(from, plain);
        if (text == null) {
            lose();
        }
        return text;
    }

    private @Nullable String decoded(int from, int plain) {
        int end = decode(from, plain);
        if (end < 0) {
            return null;
        }
        at = end + 1;
        return length == 0
                ? new String(json, from, end - from, StandardCharsets.UTF_8)
                : new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Looks through a string that is plain up to there, and decodes it if it has escapes; of one that has none, nothing is
     * decoded. Gives the place of its closing quote; -1 if it is wrong.
     */
    private int decode(int from, int plain) {
        length = 0;
        int run = from;
        int i = plain;
        while (i < to && json[i] != '"') {
            if (json[i] == '\\') {
                if (run == from) {
                    // What is decoded is never longer than it was.
                    room(to - from);
                }
                add(json, run, i);
                i = escape(i);
                run = i;
            } else {
                int sequence = Utf8.sequenceLength(json, i, to);
                i = sequence == 0 ? -1 : i + sequence;
            }
            if (i < 0) {
                return -1;
            }
            // What is beyond ASCII seldom stands alone.
            if (i < to && json[i] >= 0) {
                i = Words.beyondPlain(json, i, to);
            }
        }
        if (i >= to) {
            return -1;
        }
        if (run > from) {
            add(json, run, i);
        }
        return i;
    }

    /** Decodes the escape at a backslash; gives the position behind it, or -1. */
    private int escape(int i) {
        int meant = Escapes.meant(json, i, to);
        if (meant < 0) {
            return -1;
        }
        length = Escapes.utf8(meant, decoded, length);
        return i + Escapes.length(json, i, meant);
    }

    private void add(byte[] bytes, int from, int end) {
        System.arraycopy(bytes, from, decoded, length, end - from);
        length += end - from;
    }

    private void room(int bytes) {
        if (decoded.length < bytes) {
            decoded = new byte[Math.max(256, bytes)];
        }
    }
}
