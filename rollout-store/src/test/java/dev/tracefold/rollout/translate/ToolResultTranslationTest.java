/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.aborted;
import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.complete;
import static dev.tracefold.rollout.translate.Lines.item;
import static dev.tracefold.rollout.translate.Lines.json;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.started;
import static dev.tracefold.rollout.translate.Lines.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of calls. */
class ToolResultTranslationTest {
    @TempDir
    Path temp;

    private Translated session(String... lines) throws IOException {
        return Translated.session(temp, lines);
    }

    private List<String> tools(String... lines) throws IOException {
        return session(lines).events("tool");
    }

    @Nested
    class Outputs {
        @ParameterizedTest
        @CsvSource({"function_call, function_call_output", "custom_tool_call, custom_tool_call_output"})
        void an_output_is_the_result_of_the_tool_with_its_call_id(String call, String output) throws IOException {
            String result = "{'type':'" + output + "','call_id':'c2','output':'found'}";

            Translated session = session(
                    item("{'type':'" + call + "','name':'look','call_id':'c1'}"),
                    item("{'type':'" + call + "','name':'look','call_id':'c2'}"),
                    item(result));

            assertThat(session.events("tool"))
                    .containsExactly("tool_call_started c1", "tool_call_started c2", "tool_call_ended c2 completed");
            assertThat(session.body("tool_call_ended"))
                    .isEqualTo(json("{'type':'direct_response','response_item':" + result + "}"));
        }

        /** The item does not say how the tool ended; what a model is told of a command does. */
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "'Chunk ID: 1\\nWall time: 0.1 seconds\\nProcess exited with code 2\\nOutput:\\n'   | failed",
                    "'Chunk ID: 1\\nWall time: 0.1 seconds\\nProcess exited with code 0\\nOutput:\\n'   | completed",
                    "'Exit code: 1\\nWall time: 0 seconds\\nOutput:\\n'                                 | failed",
                    "'Exit code: 0\\nWall time: 0 seconds\\nOutput:\\n'                                 | completed",
                    "'Exit code: 3'                                                                     | failed",
                    "'Exit code: 3 is what it ends with where a file is not there.\\n'                  | completed",
                    "'{\\\"output\\\":\\\"no\\\",\\\"metadata\\\":{\\\"exit_code\\\":127}}'             | failed",
                    "'{\\\"output\\\":\\\"yes\\\",\\\"metadata\\\":{\\\"exit_code\\\":0}}'              | completed",
                    "[{'type':'input_text','text':'Process exited with code 2\\nOutput:\\n'}]                | failed",
                    "[{'type':'input_text','text':'Process exited with code 0\\nOutput:\\n'}]                | completed",
                    "[{'type':'input_text','text':'Script failed\\nWall time 1.0 seconds\\n'},{'text':'?'}]  | failed",
                    "[{'type':'input_text','text':'Script completed\\nWall time 1.0 seconds\\nOutput:\\n'}]  | completed",
                    "[{'type':'input_text','text':'ok'},{'text':'Script failed\\nWall time 1 seconds'}]     | completed",
                    "[{'type':'input_image','image_url':'data:'}]                                       | completed",
                    "[]                                                                                 | completed",
                    "['Script failed\\nWall time 1 seconds']                                             | completed",
                    "'Script failed\\nWall time 1.0 seconds\\nOutput:\\n'                                 | failed",
                    "'Script failed, says the log.'                                                     | completed",
                    "'exec_command failed for `ls`: no such directory'                                  | failed",
                    "{'content':'no','success':false}                                                   | failed",
                    "{'content':'yes','success':true}                                                   | completed",
                })
        void an_output_that_tells_of_a_failure_ends_a_failed_tool(String output, String status) throws IOException {
            assertThat(tools(
                            call("c1", "shell", "{}"),
                            item("{'type':'function_call_output','call_id':'c1','output':" + output + "}")))
                    .containsExactly("tool_call_started c1", "tool_call_ended c1 " + status);
        }

        @Test
        void an_output_that_no_call_asked_for_is_only_told_to_the_model() throws IOException {
            Translated session = session(user("one"), output("c9", "ok"), assistant("1"));

            assertThat(session.events("tool")).isEmpty();
            assertThat(session.events("inference_started"))
                    .containsExactly("inference_started inference-1 full_snapshot [user:one, output:c9]");
        }
    }

    @Nested
    class Waiting {
        @Test
        void a_call_that_does_not_come_back_stays_running() throws IOException {
            assertThat(tools(started("a"), call("c1"), assistant("meanwhile"))).containsExactly("tool_call_started c1");
        }

        @Test
        void it_is_given_up_with_its_turn() throws IOException {
            Translated session = session(
                    started("a"),
                    call("c1"),
                    call("c2"),
                    output("c1", "ok"),
                    aborted("a"),
                    started("b"),
                    complete("b"));

            assertThat(session.events())
                    .containsSubsequence(
                            "tool_call_ended c1 completed",
                            "tool_call_ended c2 aborted",
                            "codex_turn_ended a aborted",
                            "codex_turn_started b");
            assertThat(session.events("tool_call_ended")).hasSize(2);
            assertThat(session.all("tool_call_ended", "result_payload").get(1)).isEqualTo("null");
        }

        @Test
        void it_may_come_back_in_a_later_turn() throws IOException {
            assertThat(session(started("a"), call("c1"), complete("a"), started("b"), output("c1", "ok"), complete("b"))
                            .turns())
                    .containsSequence(
                            "a codex_turn_ended", "b codex_turn_started", "b tool_call_ended", "b codex_turn_ended");
        }
    }

    /** Some models count their calls anew in every turn. */
    @Nested
    class RepeatedIds {
        @Test
        void a_call_id_that_comes_again_stands_for_another_call_there() throws IOException {
            Translated session = session(
                    user("one"),
                    call("c1"),
                    output("c1", "first"),
                    assistant("1"),
                    user("two"),
                    call("c1"),
                    output("c1", "second"),
                    assistant("2"),
                    user("three"),
                    call("c1"));

            assertThat(session.events("tool"))
                    .containsExactly(
                            "tool_call_started c1",
                            "tool_call_ended c1 completed",
                            "tool_call_started c1#2",
                            "tool_call_ended c1#2 completed",
                            "tool_call_started c1#3");
            assertThat(session.events("inference"))
                    .contains(
                            "inference_completed inference-3 [call:c1#2]",
                            "inference_started inference-4 incremental:response-3 [output:c1#2]",
                            "inference_completed inference-5 [call:c1#3]");
        }

        @Test
        void what_comes_of_that_call_has_its_new_id() throws IOException {
            JsonNode result = session(call("c1"), output("c1", "first"), call("c1"), output("c1", "second"))
                    .lastBody("tool_call_ended");

            assertThat(result)
                    .isEqualTo(json("{'type':'direct_response','response_item':"
                            + "{'type':'function_call_output','call_id':'c1#2','output':'second'}}"));
        }

        @Test
        void no_id_is_given_that_the_rollout_has_used_itself() throws IOException {
            assertThat(tools(call("c1"), call("c1#2"), call("c1")))
                    .containsExactly("tool_call_started c1", "tool_call_started c1#2", "tool_call_started c1#3");
        }
    }
}
