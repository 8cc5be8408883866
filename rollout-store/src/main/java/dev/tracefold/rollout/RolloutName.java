/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * What the file name of a rollout says: {@code rollout-<timestamp>-<thread id>.jsonl}, with {@code .zst} appended
 * when compressed. The timestamp is UTC, to the second. A session that was taken back to an earlier point goes on in a
 * rollout with an id of its own: {@code rollout-<timestamp>-<thread id>_<rollout id>.jsonl}.
 *
 * @param timestamp when the rollout was created
 * @param id the session
 * @param rollout the rollout; of a session's first one, the session's own id
 * @param plainName the file name without {@code .zst}, exactly as found
 * @param compressed whether the parsed name ended in {@code .zst}
 */
public record RolloutName(Instant timestamp, ThreadId id, ThreadId rollout, String plainName, boolean compressed)
        implements Comparable<RolloutName> {
    public static final String PREFIX = "rollout-";
    public static final String PLAIN_SUFFIX = ".jsonl";
    public static final String COMPRESSED_SUFFIX = ".zst";

    private static final int TIMESTAMP_LENGTH = 19;
    private static final char BETWEEN_IDS = '_';
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Comparator<RolloutName> ORDER = Comparator.comparing(RolloutName::timestamp)
            .thenComparing(RolloutName::id)
            .thenComparing(RolloutName::rollout);

    /** The plain name of a session that starts at {@code created}. */
    public static RolloutName of(Instant created, ThreadId id) {
        Instant second = created.truncatedTo(ChronoUnit.SECONDS);
        return new RolloutName(second, id, id, PREFIX + formatTimestamp(second) + "-" + id + PLAIN_SUFFIX, false);
    }

    /** Reads a file name; empty for anything that is not a rollout, temporary files included. */
    public static Optional<RolloutName> parse(String fileName) {
        boolean compressed = fileName.endsWith(COMPRESSED_SUFFIX);
        String plain = compressed ? fileName.substring(0, fileName.length() - COMPRESSED_SUFFIX.length()) : fileName;
        if (!plain.startsWith(PREFIX) || !plain.endsWith(PLAIN_SUFFIX)) {
            return Optional.empty();
        }
        String core =
                plain.substring(PREFIX.length(), Math.max(PREFIX.length(), plain.length() - PLAIN_SUFFIX.length()));
        if (core.length() <= TIMESTAMP_LENGTH || core.charAt(TIMESTAMP_LENGTH) != '-') {
            return Optional.empty();
        }
        Optional<Instant> timestamp = parseTimestamp(core.substring(0, TIMESTAMP_LENGTH));
        String ids = core.substring(TIMESTAMP_LENGTH + 1);
        int between = ids.indexOf(BETWEEN_IDS);
        Optional<ThreadId> id = ThreadId.parse(between < 0 ? ids : ids.substring(0, between));
        Optional<ThreadId> rollout = between < 0 ? id : ThreadId.parse(ids.substring(between + 1));
        if (timestamp.isEmpty() || id.isEmpty() || rollout.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RolloutName(timestamp.get(), id.get(), rollout.get(), plain, compressed));
    }

    /** Reads the timestamp form used in names, as UTC; empty when it is malformed or no real date. */
    public static Optional<Instant> parseTimestamp(String text) {
        if (text.length() != TIMESTAMP_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text, TIMESTAMP).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Reads a time in that form or in that of RFC 3339; empty when it is neither. */
    public static Optional<Instant> parseTime(String text) {
        Optional<Instant> inName = parseTimestamp(text);
        if (inName.isPresent()) {
            return inName;
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Writes the timestamp form used in names. */
    public static String formatTimestamp(Instant instant) {
        return TIMESTAMP.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** Year, month and day as they stand in the name: the directories of a live rollout. */
    public String dateDirectory() {
        String date = plainName.substring(PREFIX.length(), PREFIX.length() + 10);
        return Integer.parseInt(date.substring(0, 4)) + "/" + date.substring(5, 7) + "/" + date.substring(8, 10);
    }

    @Override
    public int compareTo(RolloutName other) {
        return ORDER.compare(this, other);
    }
}
