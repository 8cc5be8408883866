/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

import dev.tracefold.model.json.Json;
import dev.tracefold.reducer.body.ItemNormalizer;
import dev.tracefold.reducer.body.NormalizedItem;

class SaidItemsTest {
    private static NormalizedItem item(int number) throws Exception {
        String json =
                "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"%d\"}]}";
        return Objects.requireNonNull(ItemNormalizer.normalize(Json.parse(json.formatted(number))));
    }

    @Test
    void the_first_of_those_that_say_the_same_stands_for_all() throws Exception {
        SaidItems said = new SaidItems();
        Map<Integer, NormalizedItem> first = new HashMap<>();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int number = random.nextInt(5_000);
            NormalizedItem item = item(number);
            NormalizedItem before = first.putIfAbsent(number, item);
            assertThat(said.first(item)).isSameAs(before == null ? item : before);
        }
        assertThat(first).hasSizeGreaterThan(4_000);
    }
}
