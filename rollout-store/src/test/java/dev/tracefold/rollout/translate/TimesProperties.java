/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Times are what the standard library reads, in whichever way they are written. */
class TimesProperties {
    private static final long UNREAD = -7;
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    @Property
    void a_time_of_recorders_is_read(
            @ForAll @LongRange(min = -62_167_219_200_000L, max = 253_402_300_799_999L) long ms) {
        String text = WRITTEN.format(Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC));
        assertThat(new Times(UNREAD).read(text)).isEqualTo(ms);
    }

    @Property(tries = 200)
    void whatever_stands_there_is_read_as_the_library_reads_it(
            @ForAll("nearlyTimes") String text, @ForAll @CharRange(from = ' ', to = '~') char other) {
        for (int i = 0; i < text.length(); i++) {
            String changed = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(new Times(UNREAD).read(changed)).as(changed).isEqualTo(expected(changed));
        }
    }

    @Example
    void a_day_that_no_month_has_is_not_read() {
        assertThat(new Times(UNREAD).read("2026-02-29T00:00:00.000Z")).isEqualTo(UNREAD);
        assertThat(new Times(UNREAD).read("0000-00-00T00:00:00.000Z")).isEqualTo(UNREAD);
        assertThat(new Times(UNREAD).read("2024-02-29T00:00:00.000Z")).isEqualTo(1_709_164_800_000L);
    }

    @Property
    void days_may_come_in_any_order(@ForAll List<@IntRange(min = 0, max = 90) Integer> days) {
        Times times = new Times(UNREAD);
        for (int day : days) {
            // Some of these are none.
            String text = "2026-%02d-%02dT00:00:00.000Z".formatted(1 + day / 32, day % 32);
            times.read("1970-01-01T00:00:00.001Z");
            long expected = expected(text);
            assertThat(times.read(text)).as(text).isEqualTo(expected == UNREAD ? 1 : expected);
        }
    }

    @Example
    void one_that_cannot_be_read_is_that_of_the_line_before() {
        Times times = new Times(UNREAD);
        times.read("1970-01-01T00:00:01.000Z");
        assertThat(times.read("yesterday")).isEqualTo(1000);
    }

    @Provide
    Arbitrary<String> nearlyTimes() {
        return Arbitraries.of("2026-01-31T23:59:59.999Z", "1999-12-01T00:00:00.000Z", "2024-02-29T12:34:56.789Z");
    }

    private static long expected(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            return UNREAD;
        }
    }
}
