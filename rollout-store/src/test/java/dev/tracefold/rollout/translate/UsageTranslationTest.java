/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.complete;
import static dev.tracefold.rollout.translate.Lines.event;
import static dev.tracefold.rollout.translate.Lines.json;
import static dev.tracefold.rollout.translate.Lines.message;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.reasoning;
import static dev.tracefold.rollout.translate.Lines.started;
import static dev.tracefold.rollout.translate.Lines.tokens;
import static dev.tracefold.rollout.translate.Lines.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request has cost, by the token count behind its answer. */
class UsageTranslationTest {
    @TempDir
    Path temp;

    private Translated session(String... lines) throws IOException {
        return Translated.session(temp, lines);
    }

    private static final String COUNTS = "'input_tokens':90,'cached_input_tokens':40,'output_tokens':6,"
            + "'reasoning_output_tokens':2,'total_tokens':96";

    private String usage(int input, int cached, int output, int reasoning) {
        return "{'input_tokens':" + input + ",'cached_input_tokens':" + cached
                + ",'cache_write_input_tokens':0,'output_tokens':" + output + ",'reasoning_output_tokens':"
                + reasoning + "}";
    }

    @Test
    void a_count_tells_the_usage_of_the_last_request() throws IOException {
        String count = "{'type':'token_count','info':{'total_token_usage':{'total_tokens':5000},"
                + "'last_token_usage':{" + COUNTS + "}},'rate_limits':null}";

        assertThat(session(user("one"), assistant("1"), event(count)).body("inference_completed"))
                .isEqualTo(json("{'response_id':'response-1','token_usage':" + usage(90, 40, 6, 2) + ",'output_items':["
                        + message("assistant", "1") + "]}"));
    }

    @Test
    void a_count_belongs_to_the_answer_before_it_even_where_the_next_input_comes_first() throws IOException {
        Translated session = session(user("one"), call("c1"), output("c1", "ok"), tokens(5, 4, 1), assistant("1"));

        assertThat(session.usages()).containsExactly(json(usage(4, 0, 1, 0)), null);
        assertThat(session.events("inference"))
                .containsExactly(
                        "inference_started inference-1 full_snapshot [user:one]",
                        "inference_completed inference-1 [call:c1]",
                        "inference_started inference-2 incremental:response-1 [output:c1]",
                        "inference_completed inference-2 [assistant:1]");
    }

    /** Recorders tell the counts again when the next request goes out. */
    @Test
    void the_same_totals_told_twice_are_nothing_new() throws IOException {
        Translated session = session(
                user("one"),
                call("c1"),
                tokens(5, 4, 1),
                output("c1", "ok"),
                tokens(5, 4, 1),
                reasoning("hm"),
                tokens(5, 4, 1),
                assistant("1"),
                tokens(14, 7, 2));

        assertThat(session.events("inference_completed"))
                .containsExactly(
                        "inference_completed inference-1 [call:c1]",
                        "inference_completed inference-2 [thought:hm, assistant:1]");
        assertThat(session.usages()).containsExactly(json(usage(4, 0, 1, 0)), json(usage(7, 0, 2, 0)));
    }

    @Test
    void without_counts_no_usage_is_known() throws IOException {
        Translated session =
                session(user("one"), event("{'type':'token_count','info':null,'rate_limits':{}}"), assistant("1"));

        assertThat(session.usages()).containsExactly((JsonNode) null);
    }

    /** The answer is not in the rollout, for example that of a compaction; what it cost must not be lost. */
    @Test
    void a_count_without_an_answer_is_an_inference_that_says_nothing() throws IOException {
        Translated session =
                session(started("a"), user("one"), assistant("1"), tokens(5, 4, 1), tokens(14, 7, 2), complete("a"));

        assertThat(session.events("inference_completed"))
                .containsExactly("inference_completed inference-1 [assistant:1]", "inference_completed inference-2 []");
        assertThat(session.usages()).containsExactly(json(usage(4, 0, 1, 0)), json(usage(7, 0, 2, 0)));
    }

    @Test
    void a_count_behind_the_end_of_a_turn_begins_no_other() throws IOException {
        Translated session = session(started("a"), user("one"), assistant("1"), complete("a"), tokens(5, 4, 1));

        assertThat(session.events("codex_turn"))
                .containsExactly("codex_turn_started a", "codex_turn_ended a completed");
        assertThat(session.usages()).containsExactly(null, json(usage(4, 0, 1, 0)));
    }
}
