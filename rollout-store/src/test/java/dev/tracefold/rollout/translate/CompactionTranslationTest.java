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
import static dev.tracefold.rollout.translate.Lines.json;
import static dev.tracefold.rollout.translate.Lines.message;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.started;
import static dev.tracefold.rollout.translate.Lines.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compaction puts another history in the place of the one that the model was shown. */
class CompactionTranslationTest {
    @TempDir
    Path temp;

    private Translated session(String... lines) throws IOException {
        return Translated.session(temp, lines);
    }

    @Test
    void a_compaction_installs_the_history_that_it_comes_with() throws IOException {
        Translated session = session(
                started("a"),
                user("one"),
                assistant("1"),
                compacted("so far", message("user", "one"), message("user", "so far")),
                assistant("2"),
                complete("a"));

        assertThat(session.events())
                .containsExactly(
                        "codex_turn_started a",
                        "inference_started inference-1 full_snapshot [user:one]",
                        "inference_completed inference-1 [assistant:1]",
                        "compaction_installed compaction-1 [user:one, assistant:1] -> [user:one, user:so far]",
                        "inference_started inference-2 full_snapshot [user:one, user:so far]",
                        "inference_completed inference-2 [assistant:2]",
                        "codex_turn_ended a completed");
        assertThat(session.turns()).contains("a compaction_installed");
    }

    @Test
    void one_without_a_history_leaves_its_message_as_a_summary() throws IOException {
        Translated session = session(started("a"), user("one"), assistant("1"), compacted("so far"), user("two"));

        assertThat(session.body("compaction_installed"))
                .isEqualTo(json("{'input_history':[" + message("user", "one") + "," + message("assistant", "1")
                        + "],'replacement_history':[{'type':'message','role':'assistant','phase':'summary',"
                        + "'content':[{'type':'output_text','text':'so far'}]}]}"));
        assertThat(session.events("inference_started inference-2"))
                .containsExactly("inference_started inference-2 full_snapshot [assistant:so far, user:two]");
    }

    @Test
    void the_request_after_the_next_carries_only_what_is_new_again() throws IOException {
        assertThat(session(
                                started("a"),
                                user("one"),
                                assistant("1"),
                                compacted("so far"),
                                user("two"),
                                assistant("2"),
                                user("three"),
                                assistant("3"))
                        .events("inference_started"))
                .containsExactly(
                        "inference_started inference-1 full_snapshot [user:one]",
                        "inference_started inference-2 full_snapshot [assistant:so far, user:two]",
                        "inference_started inference-3 incremental:response-2 [user:three]");
    }

    @Test
    void a_compaction_may_replace_what_another_installed() throws IOException {
        assertThat(session(
                                started("a"),
                                user("one"),
                                assistant("1"),
                                compacted("so far"),
                                assistant("2"),
                                compacted("further"),
                                assistant("3"))
                        .events("compaction_installed"))
                .containsExactly(
                        "compaction_installed compaction-1 [user:one, assistant:1] -> [assistant:so far]",
                        "compaction_installed compaction-2 [assistant:so far, assistant:2] -> [assistant:further]");
    }

    @Test
    void calls_in_a_replacement_start_no_tools() throws IOException {
        Translated session = session(
                user("one"),
                call("c1"),
                output("c1", "ok"),
                compacted(
                        "so far",
                        "{'type':'function_call','name':'look','arguments':'{}','call_id':'c1'}",
                        "{'type':'function_call_output','call_id':'c1','output':'ok'}"));

        assertThat(session.events("tool")).containsExactly("tool_call_started c1", "tool_call_ended c1 completed");
        assertThat(session.events("compaction_installed"))
                .containsExactly("compaction_installed compaction-1 [user:one, call:c1, output:c1]"
                        + " -> [call:c1, output:c1]");
    }

    @Test
    void what_no_conversation_can_hold_is_left_out_of_a_replacement_and_counted() throws IOException {
        Translated session =
                session(user("one"), compacted("so far", message("nobody", "x"), message("user", "one"), "7"));

        assertThat(session.events("compaction_installed"))
                .containsExactly("compaction_installed compaction-1 [user:one] -> [user:one]");
        assertThat(session.report().passedOver())
                .isEqualTo(Map.of("item of a replacement_history that is not as it should be", 2L));
    }

    @Test
    void the_event_beside_a_compaction_is_not_another() throws IOException {
        Translated session = session(user("one"), compacted("so far"), event("{'type':'context_compacted'}"));

        assertThat(session.events("compaction_installed")).hasSize(1);
        assertThat(session.report().passedOver()).isEmpty();
    }
}
