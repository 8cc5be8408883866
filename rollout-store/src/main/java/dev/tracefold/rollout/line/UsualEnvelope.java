/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.JsonScan;
import dev.tracefold.model.json.LongPlaces;

/**
 * The envelope of a line as recorders write them, read several times as fast as by tokens. It gives up on every line that
 * is wrong or unusual. Reusable, not thread-safe.
 */
final class UsualEnvelope {
    private static final int USUAL_NAME = 100;
    private static final int USUAL_FIELDS = 1000;
    private static final byte[] NOTHING = {};
    // How recorders write what is around a payload, between the texts.
    private static final byte[] BEFORE_TIME = ascii("{\"timestamp\":");
    private static final byte[] BEFORE_ORDINAL = ascii(",\"ordinal\":");
    private static final byte[] BEFORE_TYPE = ascii(",\"type\":");
    private static final byte[] BEFORE_PAYLOAD = ascii(",\"payload\":");

    @Nullable
    String timestamp;

    @Nullable
    String typeName;

    @Nullable
    String itemType;

    int payloadStart;
    int payloadEnd;
    boolean message;
    long ordinal;
    int ordinalStart;
    int ordinalEnd;
    private final FieldPlaces payloadFields = new FieldPlaces();
    private final LongPlaces.Finder longTexts = new LongPlaces.Finder();

    private byte[] bytes = NOTHING;
    private int to;
    private boolean wanting;

    /** Reads a line; false if there is something about it that tokens will tell. */
    boolean read(byte[] line, int start, int end) {
        bytes = line;
        to = end;
        forget();
        int behind = asRecorded(start);
        if (behind < 0) {
            forget();
            behind = fields(skip(start), false);
        }
        bytes = NOTHING;
        return behind >= 0 && JsonScan.whitespace(line, behind, end) == end && payloadStart >= 0 && !wanting;
    }

    private void forget() {
        timestamp = null;
        typeName = null;
        itemType = null;
        payloadStart = -1;
        payloadEnd = -1;
        message = false;
        noOrdinal();
        payloadFields.clear();
        longTexts.clear();
        wanting = false;
    }

    private void noOrdinal() {
        ordinal = LineParser.NO_ORDINAL;
        ordinalStart = -1;
        ordinalEnd = -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The position behind a line that is written as recorders do, without a byte too many; -1 if it is another one. */
    private int asRecorded(int start) {
        int time = behind(BEFORE_TIME, start);
        int timeEnd = time < 0 ? -1 : JsonScan.plainString(bytes, time, to);
        int type = timeEnd < 0 ? -1 : behind(BEFORE_TYPE, behindOrdinal(timeEnd));
        int typeEnd = type < 0 ? -1 : JsonScan.plainString(bytes, type, to);
        payloadStart = typeEnd < 0 ? -1 : behind(BEFORE_PAYLOAD, typeEnd);
        payloadEnd = payloadStart < 0 ? -1 : fields(payloadStart, true);
        if (payloadEnd < 0 || payloadEnd == to || bytes[payloadEnd] != '}') {
            return -1;
        }
        timestamp = text(time, timeEnd, false);
        typeName = text(type, typeEnd, true);
        return payloadEnd + 1;
    }

    /** Behind the number that recorders of some versions give to lines; the same place if there is none. */
    private int behindOrdinal(int from) {
        int number = behind(BEFORE_ORDINAL, from);
        int i = number;
        while (i >= 0 && i < to && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        // Of a number that begins with 0 and goes on, tokens will tell.
        if (i <= number || (bytes[number] == '0' && i > number + 1)) {
            return from;
        }
        ordinal(number, i);
        return i;
    }

    /** Keeps where the number of the line stands, and which it is if it is one that counts lines. */
    private void ordinal(int from, int end) {
        noOrdinal();
        ordinalStart = from;
        ordinalEnd = end;
        if (end - from > LineParser.LONGEST_ORDINAL) {
            return;
        }
        long number = 0;
        for (int i = from; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return;
            }
            number = 10 * number + bytes[i] - '0';
        }
        ordinal = number;
    }

    private int behind(byte[] expected, int from) {
        int end = from + expected.length;
        return end <= to && Arrays.equals(bytes, from, end, expected, 0, expected.length) ? end : -1;
    }

    /** The position behind the object that opens there, of which the known fields are kept; -1 to give up. */
    private int fields(int from, boolean payload) {
        int i = from < to && bytes[from] == '{' ? skip(from + 1) : to;
        while (i < to) {
            int nameEnd = JsonScan.plainString(bytes, i, to);
            int colon = nameEnd < 0 || nameEnd - i > USUAL_NAME ? to : skip(nameEnd);
            if (colon == to || bytes[colon] != ':') {
                return -1;
            }
            int value = skip(colon + 1);
            int end = payload ? payloadField(i, nameEnd, value) : field(i, nameEnd, value);
            i = end < 0 ? to : skip(end);
            if (i == to || bytes[i] != ',') {
                return i < to && bytes[i] == '}' ? i + 1 : -1;
            }
            i = skip(i + 1);
        }
        return -1;
    }

    /** The payload's fields, whose names are all plain, in a copy of the array from there on; null if they are too many. */
    @Nullable
    FieldPlaces payloadFields(int start) {
        return payloadFields.size() > USUAL_FIELDS ? null : payloadFields.from(start);
    }

    /** Where long texts lie, in the same copy. */
    LongPlaces longTexts(int start) {
        return longTexts.from(start);
    }

    private int field(int name, int nameEnd, int value) {
        if (!is("payload", name, nameEnd)) {
            int end = JsonScan.sound(bytes, value, to);
            if (is("timestamp", name, nameEnd)) {
                timestamp = text(value, end, false);
            } else if (is("type", name, nameEnd)) {
                typeName = text(value, end, true);
            } else if (end >= 0 && is("ordinal", name, nameEnd)) {
                ordinal(value, end);
            }
            return end;
        }
        // A second payload, which would be the one that counts, is left to tokens.
        if (payloadStart >= 0) {
            return -1;
        }
        payloadStart = value;
        payloadEnd = fields(value, true);
        return payloadEnd;
    }

    private int payloadField(int name, int nameEnd, int value) {
        int end = JsonScan.sound(bytes, value, to, longTexts);
        // A line of megabytes may have millions.
        if (payloadFields.size() <= USUAL_FIELDS) {
            payloadFields.add(name, nameEnd, value, end);
        }
        if (is("type", name, nameEnd)) {
            itemType = text(value, end, true);
        } else if (is("message", name, nameEnd)) {
            message |= end >= 0 && bytes[value] == '"';
        }
        return end;
    }

    private int skip(int from) {
        return JsonScan.whitespace(bytes, from, to);
    }

    private boolean is(String expected, int from, int end) {
        return JsonScan.says(bytes, from + 1, end - 1, expected);
    }

    /**
     * A string that is plain; of anything else, tokens will tell what it is.
     *
     * @param often whether many lines say the same
     */
    private @Nullable String text(int from, int end, boolean often) {
        String text = null;
        if (often && end >= 0) {
            text = JsonScan.plainText(bytes, from, end);
        } else if (end >= 0 && JsonScan.plainString(bytes, from, end) == end) {
            text = new String(bytes, from + 1, end - from - 2, StandardCharsets.ISO_8859_1);
        }
        wanting |= text == null;
        return text;
    }
}
