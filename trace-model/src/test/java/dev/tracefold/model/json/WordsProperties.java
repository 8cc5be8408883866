/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class WordsProperties {
    private static int first(byte[] bytes, int from, int to, IntPredicate wanted) {
        int i = from;
        while (i < to && !wanted.test(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Mostly letters, and among them the bytes at which something begins or ends. */
    @Provide
    Arbitrary<byte[]> texts() {
        Arbitrary<Byte> letters = Arbitraries.bytes().between((byte) 'a', (byte) 'z');
        Arbitrary<Byte> edges = Arbitraries.of(
                (byte) 0,
                (byte) 1,
                (byte) 0x1f,
                (byte) 0x20,
                (byte) '!',
                (byte) '"',
                (byte) '#',
                (byte) '>',
                (byte) '?',
                (byte) '@',
                (byte) '[',
                (byte) '\\',
                (byte) ']',
                (byte) 0x7f,
                (byte) 0x80,
                (byte) 0xa2,
                (byte) 0xdc,
                (byte) 0xff);
        return Arbitraries.frequencyOf(Tuple.of(30, letters), Tuple.of(1, edges))
                .array(byte[].class)
                .ofMaxSize(60);
    }

    @Property
    void finds_what_is_escaped_and_question_marks_from_anywhere(@ForAll("texts") byte[] text) {
        for (int from = 0; from <= text.length; from++) {
            assertThat(Words.special(text, from))
                    .isEqualTo(first(
                            text, from, text.length, b -> (b >= 0 && b < 0x20) || b == '"' || b == '\\' || b == '?'));
        }
    }

    @Property
    void finds_what_is_unusual_up_to_anywhere(@ForAll("texts") byte[] text) {
        for (int to = 0; to <= text.length; to++) {
            assertThat(Words.unusual(text, to / 3, to)).isEqualTo(first(text, to / 3, to, b -> b <= 0 || b == '\\'));
        }
    }

    @Property
    void finds_what_is_beyond_plain_up_to_anywhere(@ForAll("texts") byte[] text) {
        for (int to = 0; to <= text.length; to++) {
            assertThat(Words.beyondPlain(text, to / 3, to))
                    .isEqualTo(first(text, to / 3, to, b -> b < 0x20 || b == '"' || b == '\\'));
        }
    }

    @Property
    void tells_whether_parts_are_the_same(@ForAll("texts") byte[] text, @ForAll("texts") byte[] beside) {
        byte[] around = (new String(beside, ISO_8859_1) + new String(text, ISO_8859_1) + new String(beside, ISO_8859_1))
                .getBytes(ISO_8859_1);
        int to = beside.length + text.length;
        assertThat(Words.same(around, beside.length, to, text)).isTrue();
        assertThat(Words.hash(around, beside.length, to)).isEqualTo(Words.hash(text, 0, text.length));
        for (int i = 0; i < text.length; i++) {
            byte[] other = text.clone();
            other[i] ^= (byte) (1 << (i % 8));
            assertThat(Words.same(around, beside.length, to, other)).isFalse();
            assertThat(Words.hash(other, 0, text.length)).isNotEqualTo(Words.hash(text, 0, text.length));
            assertThat(Words.same(around, beside.length, beside.length + i, text))
                    .isFalse();
        }
    }

    @Property
    void finds_what_may_end_a_string_up_to_anywhere(@ForAll("texts") byte[] text) {
        for (int to = 0; to <= text.length; to++) {
            assertThat(Words.quoteOrEscape(text, to / 3, to))
                    .isEqualTo(first(text, to / 3, to, b -> b == '"' || b == '\\'));
        }
    }
}
