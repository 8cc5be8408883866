/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Reads the times of lines; one that cannot be read is that of the line before. */
final class Times {
    private static final long DAY_MS = 86_400_000;

    private String day = "";
    private long dayMs;
    private long last;

    Times(long first) {
        last = first;
    }

    long read(String timestamp) {
        long fast = usual(timestamp);
        if (fast != Long.MIN_VALUE) {
            last = fast;
            return fast;
        }
        try {
            last = OffsetDateTime.parse(timestamp).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException unreadable) {
            // Times are for people; the order of the lines is what counts.
        }
        return last;
    }

    /** The form that recorders write, {@code 2026-01-31T12:34:56.789Z}. */
    private long usual(String text) {
        if (text.length() != 24 || text.charAt(10) != 'T' || text.charAt(19) != '.' || text.charAt(23) != 'Z') {
            return Long.MIN_VALUE;
        }
        int hour = two(text, 11);
        int minute = two(text, 14);
        int second = two(text, 17);
        int hundredths = two(text, 20);
        int thousandth = text.charAt(22) - '0';
        boolean right = text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60
                && hundredths >= 0
                && thousandth >= 0
                && thousandth <= 9;
        if (!right || !knowsDay(text)) {
            return Long.MIN_VALUE;
        }
        return dayMs + ((hour * 60L + minute) * 60 + second) * 1000 + hundredths * 10L + thousandth;
    }

    /** Lines of one day follow each other. */
    private boolean knowsDay(String text) {
        if (text.startsWith(day) && !day.isEmpty()) {
            return true;
        }
        try {
            String candidate = text.substring(0, 10);
            dayMs = LocalDate.parse(candidate).toEpochDay() * DAY_MS;
            day = candidate;
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int two(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }
}
