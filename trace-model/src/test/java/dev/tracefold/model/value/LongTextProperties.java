/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

class LongTextProperties {
    private static boolean pairs(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Property
    void is_the_text_that_it_was_made_of(@ForAll String any, @ForAll("rounds") int rounds) throws IOException {
        String text = any.repeat(rounds);
        if (!pairs(text)) {
            assertThatIllegalArgumentException().isThrownBy(() -> LongText.of(text));
            return;
        }
        LongText kept = LongText.of(text);
        assertThat(kept).hasToString(text);
        assertThat(kept.isEmpty()).isEqualTo(text.isEmpty());
        byte[] json = quoted(kept);
        assertThat(new String(json, 1, json.length - 2, StandardCharsets.UTF_8))
                .isEqualTo(kept.written(Integer.MAX_VALUE));
        assertThat('"' + kept.written(Integer.MAX_VALUE) + '"').isEqualTo(new JsonValue.JsonString(text).compact());
        LongText again = LongText.ofWritten(json, 1, json.length - 1);
        assertThat(again).isEqualTo(kept).hasSameHashCodeAs(kept);
        assertThat(kept.isWritten(json, 1, json.length - 1)).isTrue();
        assertThat(kept.isWritten(json, 0, json.length - 1)).isFalse();
    }

    private static byte[] quoted(LongText text) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.write('"');
        text.writeTo(json::write);
        json.write('"');
        assertThat(json.size()).isEqualTo(text.writtenLength() + 2);
        return json.toByteArray();
    }

    /** A file that is an array. */
    private static final class Memory implements StoredBytes {
        private final byte[] bytes;
        private int kept;

        Memory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void keep() {
            kept++;
        }

        @Override
        public void read(long position, byte[] target, int from, int length) throws IOException {
            if (position + length > bytes.length) {
                throw new IOException("too short");
            }
            System.arraycopy(bytes, (int) position, target, from, length);
        }
    }

    @Property(tries = 300)
    void says_the_same_wherever_it_is(@ForAll @NotEmpty String any, @ForAll @IntRange(min = 1, max = 3_000) int rounds)
            throws IOException {
        if (!pairs(any)) {
            return;
        }
        LongText inMemory = LongText.of(any.repeat(rounds));
        byte[] json = quoted(inMemory);
        Memory file = new Memory(json);
        int to = json.length - 1;
        LongText stored = LongText.ofWritten(json, 1, to, LongText.hash(json, 1, to), new Place(file, 1));
        assertThat(file.kept).isEqualTo(inMemory.writtenLength() < LongText.WORTH_STORING ? 0 : 1);
        assertThat(stored).isEqualTo(inMemory).hasSameHashCodeAs(inMemory).hasToString(inMemory.toString());
        assertThat(inMemory).isEqualTo(stored);
        assertThat(quoted(stored)).isEqualTo(json);
        assertThat(stored.isWritten(json, 1, to)).isTrue();
        byte[] other = json.clone();
        other[to - 1]++;
        assertThat(stored.isWritten(other, 1, to)).isFalse();
        assertThat(stored.isWritten(other, 1, to - 1)).isFalse();
    }

    @Example
    void what_is_not_there_any_more_is_told_and_not_made_up() {
        byte[] json = ("\"" + "x".repeat(200_000) + "\"").getBytes(StandardCharsets.UTF_8);
        Memory file = new Memory(json.clone());
        int to = json.length - 1;
        LongText stored = LongText.ofWritten(json, 1, to, LongText.hash(json, 1, to), new Place(file, 1));
        file.bytes[100_000] = 'y';
        assertThatThrownBy(stored::toString)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("has been changed since it was read");
        assertThatThrownBy(() -> stored.writeTo((bytes, from, length) -> {})).isInstanceOf(IOException.class);
        assertThat(stored.isWritten(json, 1, to)).isFalse();
        Memory shorter = new Memory(new byte[10]);
        LongText gone = LongText.ofWritten(json, 1, to, LongText.hash(json, 1, to), new Place(shorter, 1));
        assertThatThrownBy(gone::toString).isInstanceOf(UncheckedIOException.class);
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
        assertThat(LongText.of("\ud83d\ude00\n").written(Integer.MAX_VALUE)).isEqualTo("\ud83d\ude00\\n");
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
