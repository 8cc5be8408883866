/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearTest {
    @Test
    void the_nearest_come_first_and_each_once() {
        List<String> names = List.of("turn-12", "item:7", "turn-13", "turn-1", "turn-12", "turn-2", "Turn-3", "turn-2");
        assertThat(Near.to("turn-2", names)).containsExactly("turn-2", "turn-12", "turn-1");
        assertThat(Near.to("turn-3", names)).containsExactly("Turn-3", "turn-13", "turn-1");
    }

    @Test
    void what_is_far_is_not_meant() {
        assertThat(Near.to("inference-1", List.of("payload-7", "item:1"))).isEmpty();
    }
}
