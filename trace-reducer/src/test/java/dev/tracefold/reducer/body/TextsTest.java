/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTest {
    private final Texts texts = new Texts();

    private static String again(String text) {
        return new StringBuilder(text).toString();
    }

    @Test
    void of_equal_long_texts_the_first_is_given_every_time() {
        List<String> first = new ArrayList<>();
        for (int n = 0; n < 3_000; n++) {
            first.add((n % 3 == 0 ? "été \u20ac" : "plain ") + "x".repeat(200) + n);
        }
        for (String text : first) {
            assertThat(texts.shared(text)).isSameAs(text);
        }
        for (String text : first) {
            assertThat(texts.shared(again(text))).isSameAs(text);
        }
    }

    @Test
    void texts_that_hash_alike_are_not_taken_for_each_other() {
        // Of a hash, the low halves of characters are all that counts.
        String one = "a\u0141".repeat(100);
        String other = "a\u0241".repeat(100);
        assertThat(TextHash.of(one)).isEqualTo(TextHash.of(other));
        assertThat(texts.shared(one)).isEqualTo(one);
        assertThat(texts.shared(other)).isEqualTo(other);
        assertThat(texts.shared(again(other))).isSameAs(other);
    }

    @Test
    void short_texts_are_given_back_and_not_kept() {
        String text = again("short");
        assertThat(texts.shared("short")).isEqualTo("short");
        assertThat(texts.shared(text)).isSameAs(text);
    }

    @Test
    void a_hash_is_that_of_the_whole_text() {
        String text = "x".repeat(20_000);
        for (int at : List.of(0, 8_191, 8_192, 19_999)) {
            String changed = text.substring(0, at) + 'y' + text.substring(at + 1);
            assertThat(TextHash.of(changed)).isNotEqualTo(TextHash.of(text));
        }
        assertThat(TextHash.of(text + 'x')).isNotEqualTo(TextHash.of(text));
    }
}
