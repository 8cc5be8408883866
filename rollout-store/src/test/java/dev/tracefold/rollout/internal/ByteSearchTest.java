/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
    /** Few letters, so that near misses abound. */
    @Property
    void finds_what_the_plain_way_finds(
            @ForAll @CharRange(from = 'a', to = 'c') @CharRange(from = 'A', to = 'C') @StringLength(max = 60)
                    String text,
            @ForAll @CharRange(from = 'a', to = 'c') @CharRange(from = 'B', to = 'B') @StringLength(min = 1, max = 4)
                    String needle,
            @ForAll @IntRange(max = 9) int from,
            @ForAll @IntRange(max = 9) int cut) {
        int to = Math.max(0, text.length() - cut);
        int start = Math.min(from, to);
        int expected = text.substring(0, to).toLowerCase(Locale.ROOT).indexOf(needle.toLowerCase(Locale.ROOT), start);
        ByteSearch search = new ByteSearch(needle.getBytes(StandardCharsets.UTF_8));
        assertThat(search.find(text.getBytes(StandardCharsets.UTF_8), start, to))
                .isEqualTo(expected);
    }

    @Test
    void only_letters_are_folded() {
        byte[] text = "@@@@@@@@@@@[é{ `".getBytes(StandardCharsets.UTF_8);
        assertThat(new ByteSearch("{".getBytes(StandardCharsets.UTF_8)).find(text, 0, text.length))
                .isEqualTo(14);
        assertThat(new ByteSearch("`".getBytes(StandardCharsets.UTF_8)).find(text, 0, text.length))
                .isEqualTo(16);
        assertThat(new ByteSearch("é".getBytes(StandardCharsets.UTF_8)).find(text, 0, text.length))
                .isEqualTo(12);
        assertThat(new ByteSearch("É".getBytes(StandardCharsets.UTF_8)).find(text, 0, text.length))
                .isEqualTo(-1);
    }
}
