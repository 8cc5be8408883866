/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.at;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.complete;
import static dev.tracefold.rollout.translate.Lines.event;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.started;
import static dev.tracefold.rollout.translate.Lines.tokens;
import static dev.tracefold.rollout.translate.Lines.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are those of the lines; they are told here in milliseconds after the header. */
class TimeTranslationTest {
    @TempDir
    Path temp;

    /** A line so many milliseconds after the header, fewer than a second. */
    private static String later(int milliseconds, String line) {
        return at(String.format("2026-03-01T10:00:00.%03dZ", 120 + milliseconds), line);
    }

    private List<String> times(String... lines) throws IOException {
        List<String> times = Translated.session(temp, lines).times();
        assertThat(times).startsWith("0 rollout_started", "0 thread_started");
        return times.subList(2, times.size());
    }

    @Test
    void events_have_the_times_of_their_lines() throws IOException {
        assertThat(times(
                        later(10, started("a")),
                        later(20, user("one")),
                        later(30, assistant("1")),
                        later(40, tokens(5, 4, 1)),
                        later(50, complete("a"))))
                .containsExactly(
                        "10 codex_turn_started",
                        "30 inference_started",
                        "40 inference_completed",
                        "50 codex_turn_ended");
    }

    /** The count comes when the tool has long answered, but then the model had said all that it said. */
    @Test
    void an_inference_ends_with_the_next_input_where_that_comes_before_its_count() throws IOException {
        assertThat(times(
                        later(10, started("a")),
                        later(20, call("c1")),
                        later(30, output("c1", "ok")),
                        later(40, tokens(5, 4, 1)),
                        later(50, complete("a"))))
                .containsSubsequence("20 tool_call_started", "30 tool_call_ended", "30 inference_completed");
    }

    @Test
    void a_turn_of_an_old_rollout_starts_with_its_message_and_the_one_before_ends_there() throws IOException {
        assertThat(times(
                        later(10, user("one")),
                        later(20, assistant("1")),
                        later(30, user("two")),
                        later(40, assistant("2"))))
                .containsExactly(
                        "10 codex_turn_started",
                        "20 inference_started",
                        "30 inference_completed",
                        "30 codex_turn_ended",
                        "30 codex_turn_started",
                        "40 inference_started",
                        "40 inference_completed",
                        "40 codex_turn_ended");
    }

    @Test
    void a_runtime_began_when_its_tool_was_called() throws IOException {
        String end = event("{'type':'patch_apply_end','call_id':'c1','success':true}");

        assertThat(times(later(10, started("a")), later(20, call("c1", "apply_patch", "{}")), later(90, end)))
                .containsSubsequence(
                        "20 tool_call_started", "20 tool_call_runtime_started", "90 tool_call_runtime_ended");
    }

    @Test
    void a_time_may_go_back() throws IOException {
        assertThat(times(later(50, started("a")), later(20, complete("a"))))
                .containsExactly("50 codex_turn_started", "20 codex_turn_ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01T10:00:00.000Z", "2026-03-01T25:00:00.000Z"})
    void one_that_cannot_be_read_is_that_of_the_line_before(String unreadable) throws IOException {
        assertThat(times(later(50, started("a")), at(unreadable, complete("a"))))
                .containsExactly("50 codex_turn_started", "50 codex_turn_ended");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T10:00:01Z, 880",
        "2026-03-01T10:00:00.5Z, 380",
        "2026-03-01T10:00:00.500999Z, 380",
        "2026-03-01T12:00:00.500+02:00, 380",
        "2026-03-02T10:00:00.120Z, 86400000",
    })
    void they_may_be_written_in_other_ways(String time, long milliseconds) throws IOException {
        assertThat(times(at(time, started("a")))).containsExactly(milliseconds + " codex_turn_started");
    }
}
