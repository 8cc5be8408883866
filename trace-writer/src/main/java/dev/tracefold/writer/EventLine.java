/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.nio.charset.StandardCharsets;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;

/**
 * A line that lacks what only the lock can give: its place and its time. The rest is encoded before the lock is taken,
 * so that threads encode side by side.
 */
final class EventLine {
    private static final byte[] BEFORE_SEQ = "{\"schema_version\":1,\"seq\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEFORE_TIME = ",\"wall_time_unix_ms\":".getBytes(StandardCharsets.US_ASCII);

    /** Where the rest begins in a line whose place and time are one digit each. */
    private static final int REST = BEFORE_SEQ.length + 1 + BEFORE_TIME.length + 1;

    private static final int LONGEST_NUMBER = 20;

    private final RolloutId rolloutId;
    private final EventContext context;
    private final RawEventPayload payload;
    private final byte[] template;

    private EventLine(RolloutId rolloutId, EventContext context, RawEventPayload payload, byte[] template) {
        this.rolloutId = rolloutId;
        this.context = context;
        this.payload = payload;
        this.template = template;
    }

    static EventLine of(RolloutId rolloutId, EventContext context, RawEventPayload payload) {
        EventLine unencoded = new EventLine(rolloutId, context, payload, BEFORE_SEQ);
        byte[] template = RawEventJson.toLine(unencoded.event(0, 0));
        refuseHalfCharacters(template);
        return new EventLine(rolloutId, context, payload, template);
    }

    /** Whole characters are never escaped as surrogates, so an escape of one is half a character, which JSON refuses. */
    private static void refuseHalfCharacters(byte[] line) {
        // The search of strings uses vectors: a loop over the bytes would be a tenth of what an event costs.
        String text = new String(line, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf("\\ud"); at >= 0; at = text.indexOf("\\ud", at + 1)) {
            if (text.charAt(at + 3) >= '8' && !isEscaped(text, at)) {
                throw new IllegalArgumentException("a text of the event holds a lone surrogate");
            }
        }
    }

    /** Whether that backslash only ends the escape of another. */
    private static boolean isEscaped(String text, int backslash) {
        int before = backslash;
        while (text.charAt(before - 1) == '\\') {
            before--;
        }
        return (backslash - before) % 2 == 1;
    }

    /** The event at that place and time. */
    RawTraceEvent event(long seq, long time) {
        return new RawTraceEvent(seq, time, rolloutId, context.threadId(), context.turnId(), payload);
    }

    /** An upper bound of the length of the whole line. */
    int maxLength() {
        return template.length + 2 * LONGEST_NUMBER;
    }

    /** Writes the whole line, its end included, and says how long it is. */
    int writeTo(byte[] line, long seq, long time) {
        int at = put(BEFORE_SEQ, 0, line, 0);
        at = putNumber(seq, line, at);
        at = put(BEFORE_TIME, 0, line, at);
        at = putNumber(time, line, at);
        return put(template, REST, line, at);
    }

    private static int put(byte[] source, int from, byte[] line, int at) {
        System.arraycopy(source, from, line, at, source.length - from);
        return at + source.length - from;
    }

    private static int putNumber(long number, byte[] line, int at) {
        if (number < 0) {
            byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
            return put(digits, 0, line, at);
        }
        int end = at + 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            end++;
        }
        long rest = number;
        for (int i = end - 1; i >= at; i--) {
            line[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }
}
