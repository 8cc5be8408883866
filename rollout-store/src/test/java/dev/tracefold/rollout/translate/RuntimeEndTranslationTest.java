/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.event;
import static dev.tracefold.rollout.translate.Lines.item;
import static dev.tracefold.rollout.translate.Lines.json;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a runtime says of how its tools ended. Rollouts hold no beginnings: they are told with the ends. */
class RuntimeEndTranslationTest {
    @TempDir
    Path temp;

    private Translated session(String... lines) throws IOException {
        return Translated.session(temp, lines);
    }

    @Nested
    class Commands {
        private static final String FACTS = "'call_id':'c1','process_id':'7','turn_id':'a','command':['ls','-l'],"
                + "'cwd':'/home/ada','source':'agent',";

        private String end(String outputs) {
            return event("{'type':'exec_command_end'," + FACTS + outputs + "}");
        }

        @Test
        void the_end_of_a_command_tells_of_the_terminal_that_it_ran_in() throws IOException {
            String outputs = "'stdout':'a.txt','stderr':'','exit_code':0,'duration':{'secs':1,'nanos':5},"
                    + "'formatted_output':'a.txt!','status':'completed'";

            Translated session = session(
                    user("one"), call("c1", "exec_command", "{'cmd':'ls -l'}"), end(outputs), output("c1", "ok"));

            assertThat(session.events("tool"))
                    .containsExactly(
                            "tool_call_started c1",
                            "tool_call_runtime_started c1",
                            "tool_call_runtime_ended c1 completed",
                            "tool_call_ended c1 completed");
            assertThat(session.body("tool_call_runtime_started"))
                    .isEqualTo(json("{'call_id':'c1','command':['ls','-l'],'cwd':'/home/ada','process_id':'7',"
                            + "'interaction_input':null}"));
            assertThat(session.body("tool_call_runtime_ended")).isEqualTo(json("{" + FACTS + outputs + "}"));
        }

        /** Recorders clear what a command said, but for a cut of it. */
        @Test
        void what_is_left_of_the_output_is_what_the_terminal_said() throws IOException {
            Translated session = session(
                    call("c1", "exec_command", "{}"),
                    end("'stdout':'','stderr':'','aggregated_output':'a.txt','exit_code':0,'formatted_output':''"));

            assertThat(session.body("tool_call_runtime_ended").path("stdout").asText())
                    .isEqualTo("a.txt");
        }

        @Test
        void the_tool_of_a_command_that_failed_has_failed() throws IOException {
            assertThat(session(call("c1", "exec_command", "{}"), end("'exit_code':1"), output("c1", "no"))
                            .events("tool_call"))
                    .containsExactly(
                            "tool_call_started c1",
                            "tool_call_runtime_started c1",
                            "tool_call_runtime_ended c1 failed",
                            "tool_call_ended c1 failed");
        }

        @Test
        void a_command_may_end_when_the_model_has_long_been_answered() throws IOException {
            assertThat(session(call("c1", "exec_command", "{}"), output("c1", "ok"), end("'exit_code':0"))
                            .events("tool_call"))
                    .containsExactly(
                            "tool_call_started c1",
                            "tool_call_ended c1 completed",
                            "tool_call_runtime_started c1",
                            "tool_call_runtime_ended c1 completed");
        }

        @Test
        void a_write_to_a_terminal_ends_with_what_that_said() throws IOException {
            Translated session = session(
                    call("c1", "write_stdin", "{'session_id':7,'chars':'y'}"),
                    end("'interaction_input':'y','stdout':'sure','stderr':'','exit_code':0,'formatted_output':''"));

            // The write itself has opened the operation already.
            assertThat(session.events("tool"))
                    .containsExactly("tool_call_started c1", "tool_call_runtime_ended c1 completed");
            assertThat(session.body("tool_call_runtime_ended"))
                    .isEqualTo(json("{" + FACTS + "'stdout':'sure','stderr':'','exit_code':0,'duration':null,"
                            + "'formatted_output':'','status':null}"));
        }
    }

    @Nested
    class OtherTools {
        @Test
        void a_patch_is_told_as_it_stands() throws IOException {
            String end = "{'type':'patch_apply_end','call_id':'c1','stdout':'Success','stderr':'','success':true,"
                    + "'changes':{'/a':{'type':'add','content':'x'}}}";

            Translated session = session(
                    item("{'type':'custom_tool_call','name':'apply_patch','call_id':'c1','input':'p'}"), event(end));

            assertThat(session.events("tool"))
                    .containsExactly(
                            "tool_call_started c1",
                            "tool_call_runtime_started c1",
                            "tool_call_runtime_ended c1 completed");
            assertThat(session.body("tool_call_runtime_started")).isEqualTo(json("{'type':'patch_apply_begin'}"));
            assertThat(session.body("tool_call_runtime_ended")).isEqualTo(json(end));
        }

        @Test
        void a_tool_of_a_server_is_told_as_it_stands() throws IOException {
            String end = "{'type':'mcp_tool_call_end','call_id':'c1','invocation':{'server':'files','tool':'read'},"
                    + "'duration':{'secs':0,'nanos':9},'result':{'Ok':{'content':[],'isError':false}}}";

            Translated session = session(call("c1", "mcp__files__read", "{}"), event(end));

            assertThat(session.events("tool"))
                    .containsExactly(
                            "tool_call_started c1",
                            "tool_call_runtime_started c1",
                            "tool_call_runtime_ended c1 completed");
            assertThat(session.body("tool_call_runtime_started")).isEqualTo(json("{'type':'mcp_tool_call_begin'}"));
            assertThat(session.body("tool_call_runtime_ended")).isEqualTo(json(end));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "patch_apply_end   | 'success':false                     | failed",
                    "patch_apply_end   | 'success':true                      | completed",
                    "patch_apply_end   | 'success':false,'status':'declined' | cancelled",
                    "patch_apply_end   | 'success':false,'status':'failed'   | failed",
                    "mcp_tool_call_end | 'result':{'Err':'no such file'}     | failed",
                    "mcp_tool_call_end | 'result':{'Ok':{'isError':true}}    | failed",
                    "mcp_tool_call_end | 'result':{'Ok':{'content':[]}}      | completed",
                })
        void how_they_ended_is_what_the_event_says(String type, String facts, String status) throws IOException {
            assertThat(session(call("c1"), event("{'type':'" + type + "','call_id':'c1'," + facts + "}"))
                            .events("tool_call_runtime_ended"))
                    .containsExactly("tool_call_runtime_ended c1 " + status);
        }
    }

    /** The item of a search has mostly no id. The action tells which end is whose. */
    @Nested
    class Searches {
        private static final String CALL =
                "{'type':'web_search_call','status':'completed','action':{'type':'search','query':'q1'}}";
        private static final String END =
                "{'type':'web_search_end','call_id':'ws_1','query':'q1'," + "'action':{'type':'search','query':'q1'}}";

        @Test
        void an_end_that_comes_first_names_the_tool() throws IOException {
            Translated session = session(user("one"), event(END), item(CALL), assistant("1"));

            assertThat(session.events("tool"))
                    .containsExactlyInAnyOrder(
                            "tool_call_started ws_1",
                            "tool_call_ended ws_1 completed",
                            "tool_call_runtime_started ws_1",
                            "tool_call_runtime_ended ws_1 completed")
                    .startsWith("tool_call_started ws_1");
            assertThat(session.body("tool_call_runtime_ended")).isEqualTo(json(END));
            assertThat(session.report().passedOver()).isEmpty();
        }

        @Test
        void an_end_that_comes_later_finds_its_call() throws IOException {
            Translated session = session(
                    item(CALL.replace("q1", "q2").replace("'status'", "'id':'ws_2','status'")),
                    item(CALL.replace("'status'", "'id':'ws_1','status'")),
                    event(END));

            assertThat(session.events("tool_call_runtime"))
                    .containsExactly("tool_call_runtime_started ws_1", "tool_call_runtime_ended ws_1 completed");
        }

        private static String call(String id, String query) {
            return item(CALL.replace("q1", query).replace("'status'", "'id':'" + id + "','status'"));
        }

        private static String end(String id, String query) {
            return event(END.replace("ws_1", id).replace("q1", query));
        }

        @Test
        void where_both_have_an_id_that_tells_whose_an_end_is() throws IOException {
            List<String> ends =
                    List.of("tool_call_runtime_ended ws_1 completed", "tool_call_runtime_ended ws_2 completed");

            assertThat(session(call("ws_1", "q"), call("ws_2", "q"), end("ws_1", "q"), end("ws_2", "q"))
                            .events("tool_call_runtime_ended"))
                    .isEqualTo(ends);
            assertThat(session(end("ws_1", "q"), end("ws_2", "q"), call("ws_1", "q"), call("ws_2", "q"))
                            .events("tool_call_runtime_ended"))
                    .isEqualTo(ends);
            assertThat(session(call("ws_2", "q"), call("ws_1", "q"), end("ws_1", "as it was carried out"))
                            .events("tool_call_runtime_ended"))
                    .containsExactly(ends.get(0));
        }

        @Test
        void the_same_search_twice_without_ids_in_the_items_has_both_its_ends() throws IOException {
            assertThat(session(end("ws_1", "q1"), end("ws_2", "q1"), item(CALL), item(CALL))
                            .events("tool_call_runtime_ended"))
                    .containsExactly(
                            "tool_call_runtime_ended ws_1 completed", "tool_call_runtime_ended ws_2 completed");
        }

        @Test
        void the_end_of_a_search_that_nobody_called_is_counted() throws IOException {
            Translated session = session(event(END), item(CALL.replace("q1", "q2")));

            assertThat(session.events("tool_call_runtime")).isEmpty();
            assertThat(session.report().passedOver()).isEqualTo(Map.of("web_search_end without its call", 1L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec_command_end", "patch_apply_end", "mcp_tool_call_end"})
    void an_end_whose_call_is_not_there_is_counted(String type) throws IOException {
        Translated session = session(user("one"), assistant("1"), event("{'type':'" + type + "','call_id':'c9'}"));

        assertThat(session.events("tool")).isEmpty();
        assertThat(session.report().passedOver()).isEqualTo(Map.of(type + " without its call", 1L));
    }
}
