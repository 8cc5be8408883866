/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

import dev.tracefold.replay.Replay;

class TextSearchTest {
    private static TextSearch.Found find(String bundle, String words, int most) throws IOException {
        Path path = Path.of("..", "examples", "bundles", bundle);
        return new TextSearch(Replay.strict(path).run().graph(), words).first(most);
    }

    private static List<String> found(String bundle, String words) throws IOException {
        return find(bundle, words, 100).hits().stream()
                .map(hit -> hit.node() + " " + hit.words())
                .toList();
    }

    @Test
    void messages_and_thoughts_are_found_by_what_they_say_and_case_does_not_matter() throws IOException {
        assertThat(found("small", "Run the TESTS")).containsExactly("item:conversation_item:3 Run the tests");
        assertThat(found("small", "IT FAIL")).containsExactly("item:conversation_item:3 it fail");
        assertThat(found("small", "is now applied")).containsExactly("item:conversation_item:11 is now applied");
    }

    @Test
    void a_tool_call_is_found_once_by_its_name_its_command_and_its_output() throws IOException {
        assertThat(found("small", "pytest")).containsExactly("tool:call_tests pytest", "tool:call_again pytest");
        assertThat(found("small", "1 failed, 14 passed")).containsExactly("tool:call_tests 1 failed, 14 passed");
        assertThat(found("agents", "close_agent")).containsExactly("tool:call_close close_agent");
    }

    @Test
    void code_is_found_once_with_what_it_gave_and_the_calls_in_it_for_themselves() throws IOException {
        assertThat(found("cells", "counts[dir]")).containsExactly("cell:code_cell:call_count counts[dir]");
        assertThat(found("cells", "{\"shop\":2140")).containsExactly("cell:code_cell:call_count {\"shop\":2140");
        assertThat(found("cells", "wc -l shop")).containsExactly("tool:nested_shop wc -l shop");
    }

    @Test
    void an_agent_is_found_by_its_path_and_what_it_is_told_too() throws IOException {
        assertThat(found("agents", "/root/tester"))
                .containsExactly(
                        "thread:01975c00-3333-7000-8000-000000000003 /root/tester",
                        "tool:call_tester /root/tester",
                        "item:conversation_item:7 /root/tester",
                        "tool:call_close /root/tester");
    }

    @Test
    void the_first_are_shown_and_all_are_counted() throws IOException {
        TextSearch.Found all = find("agents", "e", Integer.MAX_VALUE);
        TextSearch.Found some = find("agents", "e", 3);

        assertThat(all.hits()).hasSizeGreaterThan(10).hasSize(all.objects());
        assertThat(some).isEqualTo(new TextSearch.Found(all.hits().subList(0, 3), all.objects()));
        assertThat(all.hits()).extracting(TextSearch.Hit::atUnixMs).isSorted();
    }

    @Test
    void what_stands_around_is_told() throws IOException {
        TextSearch.Hit hit = find("small", "all 15 tests", 1).hits().get(0);

        assertThat(hit.before()).isEqualTo("The discount is now applied once per cart; ".substring(3));
        assertThat(hit.after()).isEqualTo(" pass.");
    }

    @Test
    void words_are_no_pattern_and_may_not_be_there() throws IOException {
        assertThat(found("small", "t.sts")).isEmpty();
        assertThat(found("small", "(no such")).isEmpty();
    }
}
