/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columns_stand_under_each_other_whatever_colour_they_have() {
        List<String> lines = new ArrayList<>();
        new Table("lrl")
                .row("name", "n", "")
                .row(Ink.COLOURS.name("日本"), "1,000", "x")
                .print("> ", lines::add);

        assertThat(lines).containsExactly("> name      n", "> \u001b[36m日本\u001b[0m  1,000  x");
    }

    @Test
    void a_line_in_colours_is_cut_by_what_is_seen_of_it() {
        assertThat(Ink.COLOURS.cut(Ink.COLOURS.bad("abcdef"), 4)).isEqualTo("\u001b[31mabc…\u001b[0m");
        assertThat(Ink.COLOURS.cut(Ink.COLOURS.bad("abcd"), 4)).isEqualTo("\u001b[31mabcd\u001b[0m");
        assertThat(Ink.PLAIN.cut("abcdef", 4)).isEqualTo("abc…");
    }
}
