/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.tracefold.model.json.JsonScan;

/** Gives a line another number, and changes nothing else. */
public final class Renumbering {
    private static final byte[] BEFORE_TIME = ascii("{\"timestamp\":");

    private Renumbering() {}

    /** The line that {@code parser} has just read there, with this number in the place of the one that it has, if any. */
    public static byte[] numbered(LineParser parser, byte[] bytes, int start, int length, long ordinal) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(length + 32);
        int from = parser.ordinalStart();
        int to = parser.ordinalEnd();
        String number = Long.toString(ordinal);
        if (from < 0) {
            int time = behindTime(bytes, start, start + length);
            from = time < 0 ? behindBrace(bytes, start) : time - start;
            to = from;
            number = time < 0 ? "\"ordinal\":" + number + "," : ",\"ordinal\":" + number;
        }
        line.write(bytes, start, from);
        line.writeBytes(ascii(number));
        line.write(bytes, start + to, length - to);
        return line.toByteArray();
    }

    /** Behind the time with which recorders begin a line; -1 if it does not begin so. */
    private static int behindTime(byte[] bytes, int start, int end) {
        int time = start + BEFORE_TIME.length;
        boolean begins = time <= end && Arrays.equals(bytes, start, time, BEFORE_TIME, 0, BEFORE_TIME.length);
        return begins ? JsonScan.plainString(bytes, time, end) : -1;
    }

    private static int behindBrace(byte[] bytes, int start) {
        int i = start;
        while (bytes[i] != '{') {
            i++;
        }
        return i + 1 - start;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
