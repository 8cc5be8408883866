/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.SESSION;
import static dev.tracefold.rollout.translate.Lines.aborted;
import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.context;
import static dev.tracefold.rollout.translate.Lines.event;
import static dev.tracefold.rollout.translate.Lines.item;
import static dev.tracefold.rollout.translate.Lines.json;
import static dev.tracefold.rollout.translate.Lines.message;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.reasoning;
import static dev.tracefold.rollout.translate.Lines.started;
import static dev.tracefold.rollout.translate.Lines.tokens;
import static dev.tracefold.rollout.translate.Lines.user;
import static dev.tracefold.rollout.translate.Lines.userEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceTranslationTest {
    @TempDir
    Path temp;

    private Translated session(String... lines) throws IOException {
        return Translated.session(temp, lines);
    }

    private List<String> inferences(String... lines) throws IOException {
        return session(lines).events("inference");
    }

    @Nested
    class Requests {
        @Test
        void all_that_a_model_says_between_two_inputs_is_one_inference() throws IOException {
            assertThat(session(
                                    user("fix it"),
                                    reasoning("hm"),
                                    assistant("looking"),
                                    call("c1"),
                                    call("c2"),
                                    output("c1", "ok"),
                                    output("c2", "ok"),
                                    assistant("done"))
                            .events())
                    .containsExactly(
                            "codex_turn_started turn-1",
                            "inference_started inference-1 full_snapshot [user:fix it]",
                            "tool_call_started c1",
                            "tool_call_started c2",
                            "tool_call_ended c1 completed",
                            "tool_call_ended c2 completed",
                            "inference_completed inference-1 [thought:hm, assistant:looking, call:c1, call:c2]",
                            "inference_started inference-2 incremental:response-1 [output:c1, output:c2]",
                            "inference_completed inference-2 [assistant:done]",
                            "codex_turn_ended turn-1 completed");
        }

        @Test
        void an_inference_ends_with_its_token_count() throws IOException {
            assertThat(inferences(
                            user("fix it"), reasoning("hm"), tokens(5, 4, 1), assistant("done"), tokens(12, 6, 1)))
                    .containsExactly(
                            "inference_started inference-1 full_snapshot [user:fix it]",
                            "inference_completed inference-1 [thought:hm]",
                            "inference_started inference-2 incremental:response-1 []",
                            "inference_completed inference-2 [assistant:done]");
        }

        @Test
        void a_request_holds_every_kind_of_input() throws IOException {
            String rules = message("developer", "be brief");
            String agents = "{'type':'agent_message','author':'/root','recipient':'/root/a',"
                    + "'content':[{'type':'input_text','text':'go'}]}";

            assertThat(inferences(item(rules), item(message("system", "s")), item(agents), user("one"), assistant("1")))
                    .containsExactly(
                            "inference_started inference-1 full_snapshot"
                                    + " [developer:be brief, system:s, agent_message, user:one]",
                            "inference_completed inference-1 [assistant:1]");
        }

        @Test
        void items_stay_as_they_stand_in_their_lines() throws IOException {
            String asked = "{'type':'message','role':'user','content':[{'type':'input_text','text':'one'},"
                    + "{'type':'input_image','image_url':'data:,'}],'odd':[1.50,null]}";
            String said = "{'type':'message','role':'assistant','phase':'final_answer',"
                    + "'content':[{'type':'output_text','text':'1'}]}";

            Translated session = session(item(asked), item(said));

            assertThat(session.body("inference_started")).isEqualTo(json("{'input':[" + asked + "]}"));
            assertThat(session.body("inference_completed"))
                    .isEqualTo(json("{'response_id':'response-1','output_items':[" + said + "]}"));
        }

        @Test
        void a_request_names_the_response_that_it_goes_on_from() throws IOException {
            Translated session = session(user("one"), assistant("1"), user("two"));

            assertThat(session.events("inference_started inference-2"))
                    .containsExactly("inference_started inference-2 incremental:response-1 [user:two]");
            assertThat(session.lastBody("inference_started"))
                    .isEqualTo(json("{'previous_response_id':'response-1','input':[" + message("user", "two") + "]}"));
        }
    }

    @Nested
    class Models {
        @Test
        void the_model_is_that_of_the_turn_context_before() throws IOException {
            Translated session = session(
                    context("small"), user("one"), assistant("1"), context("large"), user("two"), assistant("2"));

            assertThat(session.all("inference_started", "model")).containsExactly("small", "large");
            assertThat(session.all("inference_started", "provider_name")).containsExactly("acme", "acme");
        }

        @Test
        void a_model_stays_until_another_is_named() throws IOException {
            assertThat(session(context("small"), user("one"), assistant("1"), user("two"), assistant("2"))
                            .all("inference_started", "model"))
                    .containsExactly("small", "small");
        }

        @Test
        void an_event_tells_all_around_a_request() throws IOException {
            assertThat(session(context("small"), started("a"), user("one"), assistant("1"))
                            .event("inference_started"))
                    .isEqualTo(json("{'type':'inference_started','inference_call_id':'inference-1','thread_id':'"
                            + SESSION + "','codex_turn_id':'a','model':'small','provider_name':'acme',"
                            + "'request_input_mode':{'type':'full_snapshot'},"
                            + "'request_payload':{'raw_payload_id':'raw_payload:2',"
                            + "'kind':{'type':'inference_request'},'path':'payloads/2.json'}}"));
        }
    }

    @Nested
    class Repetitions {
        @Test
        void events_that_repeat_items_say_nothing_a_second_time() throws IOException {
            Translated session = session(
                    user("one"),
                    userEvent("one"),
                    event("{'type':'agent_reasoning','text':'hm'}"),
                    reasoning("hm"),
                    event("{'type':'agent_message','message':'1'}"),
                    assistant("1"));

            assertThat(session.bytes())
                    .isEqualTo(session(user("one"), reasoning("hm"), assistant("1"))
                            .bytes());
            assertThat(session.report().passedOver()).isEmpty();
        }
    }

    @Nested
    class Endings {
        @Test
        void a_request_stays_open_that_shows_what_was_said_last() throws IOException {
            assertThat(inferences(started("a"), user("one"), assistant("1"), user("two")))
                    .containsExactly(
                            "inference_started inference-1 full_snapshot [user:one]",
                            "inference_completed inference-1 [assistant:1]",
                            "inference_started inference-2 incremental:response-1 [user:two]");
        }

        /** The reduction lets the end of a turn close what is open; what comes behind adds to it and does not reopen it. */
        @Test
        void an_aborted_turn_ends_before_what_the_model_had_said() throws IOException {
            assertThat(session(started("a"), user("one"), reasoning("hm"), aborted("a"))
                            .events())
                    .containsExactly(
                            "codex_turn_started a",
                            "inference_started inference-1 full_snapshot [user:one]",
                            "codex_turn_ended a aborted",
                            "inference_completed inference-1 [thought:hm]");
        }
    }
}
