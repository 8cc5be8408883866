/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void white_space_of_a_line_becomes_single_spaces() {
        assertThat(Printable.line("  a\n\tb  c\r\n")).isEqualTo("a b c");
    }

    @Test
    void lines_keep_their_indentation() {
        assertThat(Printable.lines("a\n  b\r\n\tc\n")).containsExactly("a", "  b", "    c");
    }

    @Test
    void wide_characters_count_twice_and_marks_not_at_all() {
        assertThat(Printable.line("日本語の文", 6)).isEqualTo("日本…");
        assertThat(Columns.of("e\u0301")).isEqualTo(1);
    }

    @Test
    void lines_break_at_spaces() {
        assertThat(Printable.wrap("one two three", 8)).containsExactly("one two", "three");
        assertThat(Printable.wrap("unbreakable", 4)).containsExactly("unbr", "eaka", "ble");
    }

    @Property(tries = 300)
    void nothing_that_controls_a_terminal_is_left(@ForAll String text) {
        assertThat(Printable.line(text)).matches(PrintableTest::isHarmless);
        assertThat(Printable.lines(text)).allMatch(PrintableTest::isHarmless);
    }

    private static boolean isHarmless(String text) {
        return text.codePoints().noneMatch(c -> c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e));
    }

    @Property(tries = 300)
    void no_piece_is_wider_than_asked_and_no_letter_is_lost(
            @ForAll String text, @ForAll @IntRange(min = 2, max = 60) int width) {
        String line = Printable.line(text);
        assertThat(Printable.wrap(line, width)).allMatch(piece -> Columns.of(piece) <= width);
        assertThat(String.join("", Printable.wrap(line, width)).replace(" ", ""))
                .isEqualTo(line.replace(" ", ""));
        assertThat(Columns.of(Printable.cut(line, width))).isLessThanOrEqualTo(width);
    }
}
