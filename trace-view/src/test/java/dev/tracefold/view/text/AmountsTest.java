/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountsTest {
    @Test
    void durations_have_two_or_three_digits() {
        assertThat(Amounts.duration(0)).isEqualTo("0 ms");
        assertThat(Amounts.duration(1999)).isEqualTo("1.9 s");
        assertThat(Amounts.duration(61_000)).isEqualTo("1 min 01 s");
        assertThat(Amounts.duration(3_720_000)).isEqualTo("1 h 02 min");
        assertThat(Amounts.duration(-1500)).isEqualTo("-1.5 s");
    }

    @Test
    void counts_set_their_thousands_apart() {
        assertThat(Amounts.count(999)).isEqualTo("999");
        assertThat(Amounts.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Amounts.count(-123_456)).isEqualTo("-123,456");
        assertThat(Amounts.count(1, "event")).isEqualTo("1 event");
        assertThat(Amounts.count(2, "event")).isEqualTo("2 events");
    }

    @Test
    void moments_are_in_utc_and_survive_any_clock() {
        assertThat(Amounts.moment(1_767_258_000_000L)).isEqualTo("2026-01-01 09:00:00Z");
        assertThat(Amounts.moment(Long.MAX_VALUE)).isNotEmpty();
        assertThat(Amounts.sinceStart(1000, 3045)).isEqualTo("+2.045s");
        assertThat(Amounts.sinceStart(3045, 1000)).isEqualTo("-2.045s");
    }
}
