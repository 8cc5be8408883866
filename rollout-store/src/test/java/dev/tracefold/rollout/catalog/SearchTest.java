/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.ByteSearch;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class SearchTest {
    @TempDir
    Path temp;

    private TestHome test;

    @BeforeEach
    void setUp() {
        test = new TestHome(temp);
    }

    private Path session(int n, String created, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(Lines.meta(Lines.id(n))));
        lines.addAll(List.of(more));
        if (more.length == 0) {
            lines.add(Lines.user("about " + n));
        }
        return TestHome.write(test.live(created, Lines.id(n)), lines.toArray(String[]::new));
    }

    @Test
    @DisplayName("82 search finds both forms, ignoring case and escapes, keyed by plain path")
    void search() throws Exception {
        Path plain = session(1, "2026-03-01T10:00:00Z", Lines.user("please fix the \\\"Cart\\\" total"));
        Path zipped = session(
                2,
                "2026-03-02T10:00:00Z",
                Lines.user("## My request for Codex: hello"),
                Lines.response("assistant", "x ".repeat(100) + "the \\\"CART\\\"\\n   is   fixed " + "y ".repeat(100)));
        TestHome.compress(zipped);
        session(3, "2026-03-03T10:00:00Z", Lines.user("x"), Lines.response("developer", "the \\\"cart\\\" rule"));
        session(
                4,
                "2026-03-03T10:00:00Z",
                Lines.user("## My request for Codex: no"),
                Lines.line("world_state", "{\"message\":\"\\\"cart\\\"\"}"));
        ContentSearch search = new ContentSearch(test.context);
        SearchResult result = search.search("\"cart\"", false, Progress.NONE);
        assertThat(result.hits()).containsOnlyKeys(plain, zipped);
        assertThat(result.hits().get(plain)).isEqualTo("please fix the \"Cart\" total");
        assertThat(result.hits().get(zipped))
                .isEqualTo("... " + "x ".repeat(22) + "the \"CART\" is fixed "
                        + "y ".repeat(43).strip() + " ...");
        assertThat(result.skipped()).isZero();
        assertThat(result.scanned()).isEqualTo(4);
        assertThat(search.search("My request", false, Progress.NONE).hits()).isEmpty();
        assertThatThrownBy(() -> search.search("", false, Progress.NONE)).hasMessage("search term is empty");
    }

    @Test
    void search_finds_letters_beyond_ascii_whatever_their_case() throws Exception {
        Path russian = session(1, "2026-03-01T10:00:00Z", Lines.user("Привет"));
        Path chinese = session(2, "2026-03-02T10:00:00Z", Lines.user("修复购物车"));
        Path umlaut = session(3, "2026-03-03T10:00:00Z", Lines.agent("\\u00dcber den Warenkorb 🛒"));
        ContentSearch search = new ContentSearch(test.context);
        assertThat(search.search("ПРИВЕТ", false, Progress.NONE).hits()).containsOnlyKeys(russian);
        assertThat(search.search("购物", false, Progress.NONE).hits()).containsOnlyKeys(chinese);
        assertThat(search.search("über DEN", false, Progress.NONE).hits()).containsOnlyKeys(umlaut);
    }

    @Test
    @DisplayName("83 a corrupt rollout in the tree is skipped and counted")
    void search_corrupt() throws Exception {
        Path good = session(1, "2026-03-01T10:00:00Z", Lines.user("needle"));
        Path bad = session(2, "2026-03-02T10:00:00Z", Lines.user("needle"));
        Path compressed = TestHome.compress(bad);
        Files.write(compressed, java.util.Arrays.copyOf(Files.readAllBytes(compressed), 20));
        Path vanishing = session(3, "2026-03-03T10:00:00Z", Lines.user("needle"));
        test.files.onOpenInput = path -> {
            if (path.equals(vanishing)) {
                Files.deleteIfExists(vanishing);
            }
        };
        SearchResult result = new ContentSearch(test.context).search("needle", false, Progress.NONE);
        assertThat(result.hits()).containsOnlyKeys(good);
        assertThat(result.skipped()).isEqualTo(2);
    }

    @Test
    void lines_up_to_the_cap_are_searched_and_longer_ones_counted() throws Exception {
        int cap = 1 << 20;
        for (int over : new int[] {-1, 0, 1, 2, 512 << 10, 5 << 20}) {
            // The needle stands at both ends, so that a tail alone must not be taken for a line.
            String line = "needle" + "x".repeat(cap + over - 12) + "needle";
            for (String before : List.of("", "first\n", "the needle\n" + "y".repeat(400 << 10) + "\n")) {
                for (String after : List.of("", "\n", "\nanother needle", "\n" + "z".repeat(cap) + "\nneedle\n")) {
                    List<String> expected = (before + line + after)
                            .lines()
                            .filter(each -> each.length() <= cap && each.contains("needle"))
                            .toList();
                    LineScan scan = new LineScan(new ByteSearch("needle".getBytes(StandardCharsets.UTF_8)), cap);
                    List<String> found = new ArrayList<>();
                    byte[] bytes = (before + line + after).getBytes(StandardCharsets.UTF_8);
                    scan.scan(new ByteArrayInputStream(bytes), (buffer, start, length) -> {
                        found.add(new String(buffer, start, length, StandardCharsets.UTF_8));
                        return false;
                    });
                    assertThat(found.equals(expected)).as("%d over", over).isTrue();
                    assertThat(scan.passedOver()).isEqualTo(over > 0 ? 1 : 0);
                }
            }
        }
    }

    @Test
    void a_line_above_the_cap_counts_in_one_session_as_it_does_in_the_home() throws Exception {
        Path path = test.sample(1, "x".repeat(ByteLines.DEFAULT_CAP + 1), Lines.agent("the needle"));
        for (String term : List.of("nowhere", "needle")) {
            SearchResult all = new ContentSearch(test.context).search(term, false, Progress.NONE);
            assertThat(all.skipped()).isEqualTo(1);
            assertThat(new ContentSearch(test.context).searchFile(term, path)).isEqualTo(all);
        }
    }

    @Test
    void a_search_that_crosses_buffers_misses_nothing() throws Exception {
        StringBuilder filler = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            filler.append(Lines.response("assistant", "filler " + "z".repeat(i * 3)))
                    .append('\n');
        }
        for (int cut = 0; cut < 40; cut++) {
            String text = Lines.meta(Lines.id(1)) + "\n" + filler.substring(0, (512 << 10) - 60 + cut) + "\n"
                    + Lines.user("the hidden needle " + cut) + "\n";
            Path path = TestHome.writeText(temp.resolve("one.jsonl"), text);
            SearchResult found = new ContentSearch(test.context).searchFile("HIDDEN needle", path);
            assertThat(found.hits()).containsExactly(java.util.Map.entry(path, "the hidden needle " + cut));
        }
        Path huge = TestHome.write(
                temp.resolve("two.jsonl"),
                Lines.user("y".repeat(3 << 20) + " needle " + "z".repeat(3 << 20)),
                Lines.user("x"));
        assertThat(new ContentSearch(test.context)
                        .searchFile("needle", huge)
                        .hits()
                        .get(huge))
                .contains("yyy needle zzz");
    }
}
