/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentWordsTest {
    private static AgentWords words(String author) {
        return AgentWords.parse(
                "{\"author\":\"" + author + "\",\"recipient\":\"/root\",\"content\":\"x\",\"trigger_turn\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/root", "/morpheus", "/root/a", "/root/tests_2/a/b", "/root/rooted", "/root/a_root"})
    void a_message_names_agents_by_their_paths(String path) {
        assertThat(words(path)).isEqualTo(new AgentWords(path, "/root", "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "root",
                "/rooted",
                "/root/",
                "/root//a",
                "/root/a/",
                "/root/A",
                "/root/a-b",
                "/root/root",
                "/root/a/root",
                "/root/root/a",
                "/morpheus/a",
                "/root/a\\n"
            })
    void what_names_something_else_is_no_message(String path) {
        assertThat(words(path)).isNull();
    }

    @Test
    void a_path_may_be_of_any_length() {
        String path = "/root" + "/a".repeat(100_000);
        assertThat(words(path)).isEqualTo(new AgentWords(path, "/root", "x"));
    }
}
