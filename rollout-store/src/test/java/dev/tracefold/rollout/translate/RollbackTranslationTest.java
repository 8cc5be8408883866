/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.compacted;
import static dev.tracefold.rollout.translate.Lines.complete;
import static dev.tracefold.rollout.translate.Lines.event;
import static dev.tracefold.rollout.translate.Lines.item;
import static dev.tracefold.rollout.translate.Lines.json;
import static dev.tracefold.rollout.translate.Lines.message;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.rolledBack;
import static dev.tracefold.rollout.translate.Lines.started;
import static dev.tracefold.rollout.translate.Lines.tokens;
import static dev.tracefold.rollout.translate.Lines.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rollback takes the last turns out of the history that the model is shown next. */
class RollbackTranslationTest {
    private static final List<String> THREE_TURNS = List.of(
            started("a"),
            user("one"),
            assistant("1"),
            complete("a"),
            started("b"),
            user("two"),
            assistant("2"),
            complete("b"),
            started("c"),
            user("three"),
            assistant("3"),
            complete("c"));

    @TempDir
    Path temp;

    private Translated session(String... lines) throws IOException {
        return Translated.session(temp, lines);
    }

    /** The request that follows, which tells all that lives. */
    private List<String> requestBehind(List<String> turns, String rollback) throws IOException {
        List<String> lines = new ArrayList<>(turns);
        lines.addAll(List.of(rollback, started("d"), user("again"), assistant("4")));
        return session(lines.toArray(String[]::new)).events("inference_started inference-4");
    }

    @Test
    void a_rollback_takes_back_the_last_turn() throws IOException {
        assertThat(requestBehind(THREE_TURNS, rolledBack(1)))
                .containsExactly("inference_started inference-4"
                        + " behind_prefix [user:one, assistant:1, user:two, assistant:2] [user:again]");
    }

    @Test
    void a_rollback_takes_back_as_many_turns_as_it_says() throws IOException {
        assertThat(requestBehind(THREE_TURNS, rolledBack(2)))
                .containsExactly("inference_started inference-4 behind_prefix [user:one, assistant:1] [user:again]");
    }

    @Test
    void a_rollback_of_more_turns_than_there_are_takes_back_all() throws IOException {
        assertThat(requestBehind(THREE_TURNS, rolledBack(9)))
                .containsExactly("inference_started inference-4 behind_prefix [] [user:again]");
    }

    @Test
    void what_came_before_the_first_turn_stays() throws IOException {
        List<String> turns = new ArrayList<>(THREE_TURNS);
        turns.add(0, item(message("developer", "be brief")));

        assertThat(requestBehind(turns, rolledBack(3)))
                .containsExactly("inference_started inference-4 behind_prefix [developer:be brief] [user:again]");
    }

    @Test
    void calls_and_their_outputs_go_with_their_turn() throws IOException {
        List<String> turns = List.of(
                started("a"),
                user("one"),
                assistant("1"),
                complete("a"),
                started("b"),
                user("two"),
                call("c1"),
                output("c1", "ok"),
                assistant("2"),
                complete("b"));

        assertThat(requestBehind(turns, rolledBack(1)))
                .containsExactly("inference_started inference-4 behind_prefix [user:one, assistant:1] [user:again]");
    }

    @Test
    void where_nothing_marks_turns_a_rollback_counts_user_messages() throws IOException {
        assertThat(session(user("one"), assistant("1"), user("two"), assistant("2"), rolledBack(1), user("again"))
                        .events("inference_started inference-3"))
                .containsExactly("inference_started inference-3 behind_prefix [user:one, assistant:1] [user:again]");
    }

    @Test
    void the_next_request_goes_on_from_a_response_that_nobody_gave() throws IOException {
        Translated session = session(user("one"), assistant("1"), rolledBack(1), user("again"));

        assertThat(session.lastEvent("inference_started").path("request_input_mode"))
                .isEqualTo(json("{'type':'incremental_with_untraced_prefix','previous_response_id':'untraced-1',"
                        + "'prefix_payload':{'raw_payload_id':'raw_payload:4',"
                        + "'kind':{'type':'inference_request'},'path':'payloads/4.json'}}"));
        assertThat(session.lastBody("inference_started"))
                .isEqualTo(json("{'previous_response_id':'untraced-1','input':[" + message("user", "again") + "]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "null", "'one'"})
    void a_rollback_of_no_number_of_turns_is_counted_and_changes_nothing(String number) throws IOException {
        Translated session = session(
                user("one"),
                assistant("1"),
                event("{'type':'thread_rolled_back','num_turns':" + number + "}"),
                user("two"));

        assertThat(session.events("inference_started inference-2"))
                .containsExactly("inference_started inference-2 incremental:response-1 [user:two]");
        assertThat(session.report().passedOver()).isEqualTo(Map.of("thread_rolled_back without a number of turns", 1L));
    }

    /** What came behind the compaction belongs to the turn in which it was made. */
    @Test
    void a_turn_in_which_the_history_was_replaced_goes_as_a_whole() throws IOException {
        List<String> lines = List.of(
                started("a"),
                user("one"),
                assistant("1"),
                complete("a"),
                started("b"),
                user("two"),
                call("c1"),
                output("c1", "ok"),
                compacted("so far", message("user", "one"), message("assistant", "so far"), message("user", "two")),
                assistant("2"),
                complete("b"));

        assertThat(requestBehind(lines, rolledBack(1)))
                .containsExactly(
                        "inference_started inference-4 behind_prefix [user:one, assistant:so far] [user:again]");
    }

    /** Nothing tells any more where a turn began. */
    @Test
    void behind_a_replacement_without_a_user_a_rollback_takes_back_what_was_said_since() throws IOException {
        List<String> lines = List.of(
                started("a"),
                user("one"),
                assistant("1"),
                compacted("so far"),
                assistant("2"),
                user("x"),
                assistant("3"));

        assertThat(requestBehind(lines, rolledBack(1)))
                .containsExactly("inference_started inference-4 behind_prefix [assistant:so far] [user:again]");
    }

    @Test
    void what_a_user_says_before_a_turn_begins_goes_with_it() throws IOException {
        List<String> lines = List.of(
                started("a"),
                user("one"),
                assistant("1"),
                complete("a"),
                user("two"),
                started("b"),
                assistant("2"),
                tokens(5, 4, 1),
                tokens(6, 4, 1),
                complete("b"));

        assertThat(requestBehind(lines, rolledBack(1)))
                .containsExactly("inference_started inference-4 behind_prefix [user:one, assistant:1] [user:again]");
    }
}
