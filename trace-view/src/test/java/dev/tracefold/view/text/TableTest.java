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
}
