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

import dev.tracefold.model.json.LongPlaces;
import dev.tracefold.model.value.LongText;
import dev.tracefold.model.value.Place;
import dev.tracefold.model.value.StoredBytes;

class TextsTest {
    private final Texts texts = new Texts();

    private LongText read(String text) {
        byte[] json = ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
        return texts.in(null, LongPlaces.NONE).of(json, 1, json.length - 1);
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

    /** A file that tells how often it was read. */
    private static final class Counted implements StoredBytes {
        private final byte[] bytes;
        private int reads;

        Counted(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void keep() {}

        @Override
        public void read(long position, byte[] target, int from, int length) {
            reads++;
            System.arraycopy(bytes, (int) position, target, from, length);
        }
    }

    @Test
    void a_text_that_stays_in_a_file_is_not_read_there_whenever_it_is_said_again() {
        byte[] json = ("\"" + "said over and over, ".repeat(100) + "\"").getBytes(StandardCharsets.UTF_8);
        Counted file = new Counted(json);
        LongText first = texts.in(new Place(file, 0), LongPlaces.NONE).of(json, 1, json.length - 1);
        assertThat(first.stored()).isTrue();
        for (int n = 0; n < 5; n++) {
            assertThat(texts.in(null, LongPlaces.NONE).of(json.clone(), 1, json.length - 1))
                    .isSameAs(first);
        }
        assertThat(file.reads).isEqualTo(1);
        byte[] other = json.clone();
        other[json.length - 2] = 'x';
        assertThat(texts.in(null, LongPlaces.NONE).of(other, 1, json.length - 1))
                .isNotEqualTo(first);
    }
}
