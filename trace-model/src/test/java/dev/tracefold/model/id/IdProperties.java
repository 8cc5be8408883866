/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class IdProperties {
    private static final List<String> PIECES = List.of(
            ":", "-", "raw_payload", "a", "é", "0", "00", "1", "7", "42", "10", "99999999999999999", "\u0661", "");

    private static String text(Random random) {
        List<String> pieces = new ArrayList<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            pieces.add(PIECES.get(random.nextInt(PIECES.size())));
        }
        return String.join("", pieces);
    }

    @Property(tries = 20_000)
    void is_its_text_and_nothing_else(@ForAll long seed) {
        Random random = new Random(seed);
        String one = text(random);
        String other = random.nextInt(3) == 0 ? text(random) : one;
        PayloadId id = new PayloadId(one);
        assertThat(id.value()).isEqualTo(one);
        assertThat(id).hasToString(one);
        PayloadId same = new PayloadId(new String(other.toCharArray()));
        assertThat(id.equals(same)).isEqualTo(one.equals(other));
        if (one.equals(other)) {
            assertThat(id).hasSameHashCodeAs(same);
        }
        assertThat(id.equals(new ItemId(one))).isFalse();
        if (id.number() >= 0) {
            assertThat(id.word() + id.number()).isEqualTo(one);
            assertThat(new PayloadId(id.word(), id.number())).isEqualTo(id).hasSameHashCodeAs(id);
        } else {
            assertThat(id.word()).isEqualTo(one);
        }
    }

    @Example
    void a_number_behind_a_word_is_told_from_other_digits() {
        assertThat(new ItemId("conversation_item:12").number()).isEqualTo(12);
        assertThat(new ItemId("turn-0").number()).isZero();
        assertThat(new ItemId("7").number()).isEqualTo(7);
        assertThat(new ItemId("a:99999999999999999").number()).isEqualTo(99_999_999_999_999_999L);
        for (String none : List.of("", "a", "a1", "a:", "a:01", "a:00", "a:100000000000000000", "a:1 ", "a:\u0661")) {
            assertThat(new ItemId(none).number()).as(none).isEqualTo(-1);
        }
    }

    @Example
    void a_word_that_may_run_into_the_number_is_refused() {
        for (String word : List.of("a", "a:1", "a_")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ItemId(word, 1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemId("a:", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemId("a:", 100_000_000_000_000_000L));
        assertThat(new ItemId("", 5)).isEqualTo(new ItemId("5"));
    }
}
