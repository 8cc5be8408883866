/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ExecutionWindow;

/** Numbers as people read them. All methods may be called from any thread. */
public final class Amounts {
    private Amounts() {}

    /** A time span, to two or three digits. */
    public static String duration(long ms) {
        if (ms < 0) {
            // Clocks may be set back while a session runs.
            return "-" + duration(ms == Long.MIN_VALUE ? Long.MAX_VALUE : -ms);
        }
        if (ms < 1000) {
            return ms + " ms";
        }
        if (ms < 60_000) {
            return ms / 1000 + "." + ms % 1000 / 100 + " s";
        }
        long seconds = ms / 1000;
        if (seconds < 3600) {
            return seconds / 60 + " min " + twoDigits(seconds % 60) + " s";
        }
        return seconds / 3600 + " h " + twoDigits(seconds % 3600 / 60) + " min";
    }

    /** How long something ran; of something that still runs, that. */
    public static String duration(ExecutionWindow window) {
        Long end = window.endedAtUnixMs();
        return end == null ? "unfinished" : duration(end - window.startedAtUnixMs());
    }

    private static String twoDigits(long number) {
        return (number < 10 ? "0" : "") + number;
    }

    /** A count, with its thousands set apart. */
    public static String count(long number) {
        String digits = Long.toString(number);
        // Not by format strings: they load half of the JDK's locales, which a short command would feel.
        StringBuilder out = new StringBuilder(digits);
        for (int i = digits.length() - 3; i > (number < 0 ? 1 : 0); i -= 3) {
            out.insert(i, ',');
        }
        return out.toString();
    }

    /** A count with the thing counted, in the plural where it has to be. */
    public static String count(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : thing.endsWith("ch") ? "es" : "s");
    }

    /** A moment, in UTC: who debugs a session may sit elsewhere than who recorded it. */
    public static String moment(long unixMs) {
        try {
            return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT)
                    .format(Instant.ofEpochMilli(unixMs).atOffset(ZoneOffset.UTC));
        } catch (DateTimeException outOfRange) {
            return unixMs + " ms";
        }
    }

    /** A moment, counted from the start of the session. */
    public static String sinceStart(long startMs, long unixMs) {
        long ms = unixMs - startMs;
        long positive = Math.abs(ms);
        return (ms < 0 ? "-" : "+") + positive / 1000 + "."
                + Long.toString(1000 + positive % 1000).substring(1) + "s";
    }

    /** From which event to which. */
    public static String seqs(long started, @Nullable Long ended) {
        return ended == null ? "seq " + started + "–" : "seq " + started + (ended == started ? "" : "–" + ended);
    }

    static String seqs(ExecutionWindow window) {
        return seqs(window.startedSeq(), window.endedSeq());
    }
}
