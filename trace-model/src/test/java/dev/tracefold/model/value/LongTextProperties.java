/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LongTextProperties {
    private static boolean pairs(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Property
    void is_the_text_that_it_was_made_of(@ForAll String any, @ForAll("rounds") int rounds) {
        String text = any.repeat(rounds);
        if (!pairs(text)) {
            assertThatIllegalArgumentException().isThrownBy(() -> LongText.of(text));
            return;
        }
        LongText kept = LongText.of(text);
        assertThat(kept).hasToString(text);
        assertThat(kept.isEmpty()).isEqualTo(text.isEmpty());
        byte[] json = new byte[kept.writtenLength() + 2];
        kept.copyWritten(0, json, 1, kept.writtenLength());
        assertThat(new String(json, 1, json.length - 2, StandardCharsets.UTF_8)).isEqualTo(kept.written());
        assertThat('"' + kept.written() + '"').isEqualTo(new JsonValue.JsonString(text).compact());
        LongText again = LongText.ofWritten(json, 1, json.length - 1);
        assertThat(again).isEqualTo(kept).hasSameHashCodeAs(kept);
        assertThat(kept.isWritten(json, 1, json.length - 1)).isTrue();
        assertThat(kept.isWritten(json, 0, json.length - 1)).isFalse();
    }

    @Provide
    Arbitrary<Integer> rounds() {
        return Arbitraries.integers().between(1, 40);
    }

    @Property
    void are_equal_if_their_texts_are(@ForAll String one, @ForAll String other) {
        if (pairs(one) && pairs(other)) {
            assertThat(LongText.of(one).equals(LongText.of(other))).isEqualTo(one.equals(other));
        }
    }

    @Example
    void every_escape_is_taken_back() {
        StringBuilder text = new StringBuilder();
        for (char c = 0; c < 0x82; c++) {
            text.append(c).append('u');
        }
        assertThat(LongText.of(text.toString())).hasToString(text.toString());
        assertThat(LongText.of("\ud83d\ude00\n").written()).isEqualTo("\ud83d\ude00\\n");
    }

    @Example
    void a_hash_is_that_of_the_whole_text() {
        String text = "x".repeat(20_000);
        for (int at : List.of(0, 8_191, 8_192, 19_999)) {
            String changed = text.substring(0, at) + 'y' + text.substring(at + 1);
            assertThat(LongText.of(changed)).doesNotHaveSameHashCodeAs(LongText.of(text));
        }
        assertThat(LongText.of(text + 'x')).doesNotHaveSameHashCodeAs(LongText.of(text));
    }
}
