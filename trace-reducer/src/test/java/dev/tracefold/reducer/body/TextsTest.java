/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import dev.tracefold.model.value.LongText;

class TextsTest {
    private final Texts texts = new Texts();

    private LongText read(String text) {
        byte[] json = ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
        return texts.in(null).of(json, 1, json.length - 1);
    }

    @Test
    void of_equal_texts_the_first_is_given_every_time() {
        List<String> all = new ArrayList<>();
        for (int n = 0; n < 3_000; n++) {
            all.add((n % 3 == 0 ? "été \u20ac" : "plain ") + "x".repeat(200) + n);
        }
        List<LongText> first = all.stream().map(this::read).toList();
        for (int n = 0; n < all.size(); n++) {
            assertThat(first.get(n)).hasToString(all.get(n));
            assertThat(read(all.get(n))).isSameAs(first.get(n));
        }
    }

    @Test
    void texts_that_hash_alike_are_not_taken_for_each_other() {
        // Two pairs of characters that a hash of short texts cannot tell apart.
        LongText one = read("Aa");
        LongText other = read("BB");
        assertThat(other.hashCode()).isEqualTo(one.hashCode());
        assertThat(one).hasToString("Aa").isNotEqualTo(other);
        assertThat(other).hasToString("BB");
        assertThat(read("BB")).isSameAs(other);
    }
}
