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
import static dev.tracefold.rollout.translate.Lines.line;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.tokens;
import static dev.tracefold.rollout.translate.Lines.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Newer recorders tell of everything as items that were completed, and have lines of more types. */
class CompletedItemTranslationTest {
    @TempDir
    Path temp;

    private static String completed(String item) {
        return event("{'type':'item_completed','thread_id':'t','turn_id':'u','item':" + item
                + ",'started_at_ms':1,'completed_at_ms':2}");
    }

    private Translated session(String... lines) throws IOException {
        return Translated.session(temp, lines);
    }

    @Test
    void a_command_tells_of_the_terminal_that_it_ran_in() throws IOException {
        Translated session = session(
                call("c1", "exec_command", "{'cmd':'date'}"),
                completed("{'type':'CommandExecution','id':'c1','process_id':'7','command':['date'],"
                        + "'cwd':'file:///home/ada','status':'failed','stdout':'no','exit_code':2}"),
                output("c1", "no"));

        assertThat(session.events("tool"))
                .containsExactly(
                        "tool_call_started c1",
                        "tool_call_runtime_started c1",
                        "tool_call_runtime_ended c1 failed",
                        "tool_call_ended c1 failed");
        assertThat(session.body("tool_call_runtime_started"))
                .isEqualTo(json("{'call_id':'c1','command':['date'],'cwd':'/home/ada','process_id':'7',"
                        + "'interaction_input':null}"));
        assertThat(session.body("tool_call_runtime_ended").path("call_id").asText())
                .isEqualTo("c1");
        assertThat(session.report().passedOver()).isEmpty();
    }

    @Test
    void a_directory_whose_address_has_escapes_stays_as_it_is() throws IOException {
        Translated session = session(
                call("c1", "exec_command", "{}"),
                completed("{'type':'CommandExecution','id':'c1','command':['x'],'cwd':'file:///a%20b','exit_code':0}"));

        assertThat(session.body("tool_call_runtime_started").path("cwd").asText())
                .isEqualTo("file:///a%20b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'type':'FileChange','status':'completed','changes':{}|completed",
                "'type':'FileChange','status':'failed','stderr':'no such directory'|failed",
                "'type':'FileChange','status':'declined'|cancelled",
                "'type':'McpToolCall','server':'s','tool':'t','status':'completed','result':{'content':[]}|completed",
                "'type':'McpToolCall','status':'completed','result':{'content':[],'isError':true}|failed",
                "'type':'McpToolCall','status':'failed','error':{'message':'gone'}|failed"
            })
    void how_a_tool_ended_is_what_its_item_says(String facts, String status) throws IOException {
        Translated session =
                session(call("c1", "look", "{}"), completed("{" + facts + ",'id':'c1'}"), output("c1", "?"));

        assertThat(session.events("tool_call_runtime_ended")).containsExactly("tool_call_runtime_ended c1 " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UserMessage", "AgentMessage", "Reasoning", "Plan", "WebSearch", "ContextCompaction"})
    void what_response_items_say_too_is_told_once(String type) throws IOException {
        Translated session = session(user("one"), completed("{'type':'" + type + "','id':'x'}"), assistant("1"));

        assertThat(session.bytes())
                .isEqualTo(session(user("one"), assistant("1")).bytes());
        assertThat(session.report().passedOver()).isEmpty();
    }

    @Test
    void what_a_script_ran_and_what_nobody_knows_is_counted() throws IOException {
        Translated session = session(
                completed("{'type':'CommandExecution','id':'exec-1','command':['ls'],'cwd':'/','exit_code':0}"),
                completed("{'type':'SubAgentActivity','id':'c1','kind':'started'}"),
                event("{'type':'item_completed'}"));

        assertThat(session.report().passedOver())
                .isEqualTo(Map.of(
                        "item_completed CommandExecution without its call", 1L,
                        "item_completed SubAgentActivity without its call", 1L,
                        "item_completed null", 1L));
    }

    @Test
    void usage_is_told_by_the_count_and_not_by_the_record_before_it() throws IOException {
        Translated session = session(user("one"), assistant("1"), record("r"), tokens(7, 5, 2));

        assertThat(session.usages())
                .isEqualTo(session(user("one"), assistant("1"), tokens(7, 5, 2)).usages());
        assertThat(session.report().badLines()).isZero();
        assertThat(session.report().passedOver()).isEmpty();
    }

    @Test
    void an_answer_goes_by_the_name_that_its_provider_gave_it() throws IOException {
        Translated session = session(
                user("one"),
                assistant("1"),
                record("resp_a"),
                tokens(7, 5, 2),
                record("of a compaction"),
                user("two"),
                assistant("2"),
                record("resp_a"),
                record("resp_b"),
                user("three"),
                assistant("3"),
                record("response-1"));

        assertThat(session.all("inference_completed", "response_id"))
                .containsExactly("resp_a", "resp_a#2", "response-3");
        assertThat(session.events("inference_started"))
                .containsExactly(
                        "inference_started inference-1 full_snapshot [user:one]",
                        "inference_started inference-2 incremental:resp_a [user:two]",
                        "inference_started inference-3 incremental:resp_a#2 [user:three]");
    }

    private static String record(String response) {
        return line("token_usage_record", "{\"response_id\":\"" + response + "\",\"usage\":{\"input_tokens\":9}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retained_context", "security_risk_score", "realtime_item"})
    void lines_of_newer_types_are_passed_over_and_counted(String type) throws IOException {
        assertThat(session(line(type, "{}")).report())
                .isEqualTo(new TranslationReport(1, 2, 0, 0, 0, 0, 0, false, Map.of(type, 1L)));
    }

    @ParameterizedTest
    @CsvSource({
        "environments.environment_context, 1",
        "user.prompt, 2",
        "unknown, 2",
        "images.unsupported, 2",
    })
    void a_client_tells_what_it_wrote_in_the_name_of_the_user(String kind, int turns) throws IOException {
        String marked = item("{'type':'message','role':'user','content':[{'type':'input_text','text':'x'}],"
                + "'internal_chat_message_metadata_passthrough':{'content_item_kinds':['" + kind + "']}}");

        assertThat(session(user("one"), assistant("1"), marked, assistant("2")).events("codex_turn_started"))
                .hasSize(turns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<hook_prompt hook_run_id=1>", "<external_browser_info>", "<goal_context>"})
    void texts_of_newer_clients_begin_no_turn(String beginning) throws IOException {
        assertThat(session(user("one"), assistant("1"), user(beginning), assistant("2"))
                        .events("codex_turn_started"))
                .hasSize(1);
    }
}
