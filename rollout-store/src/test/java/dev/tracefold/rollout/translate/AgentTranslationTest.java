/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.event;
import static dev.tracefold.rollout.translate.Lines.json;
import static dev.tracefold.rollout.translate.Lines.line;
import static dev.tracefold.rollout.translate.Lines.meta;
import static dev.tracefold.rollout.translate.Lines.output;
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

/** What one agent does to others, as far as its own rollout tells. */
class AgentTranslationTest {
    private static final String SELF = Lines.SESSION;
    private static final String OTHER = "018f0c52-0000-7000-8000-0000000000AB";
    private static final String SPAWN = call("c1", "spawn_agent", "{'message':'look'}");
    private static final String SPAWNED = event("{'type':'collab_agent_spawn_end','call_id':'c1','sender_thread_id':'"
            + SELF + "','new_thread_id':'" + OTHER + "','prompt':'look','status':'running'}");

    @TempDir
    Path temp;

    private Translated session(String... lines) throws IOException {
        return Translated.session(temp, lines);
    }

    private static String activity(String call, String kind) {
        return event("{'type':'sub_agent_activity','event_id':'" + call + "','occurred_at_ms':5,'agent_thread_id':'"
                + OTHER + "','agent_path':'/root/look','kind':'" + kind + "'}");
    }

    @Test
    void a_spawn_ends_as_the_runtime_says() throws IOException {
        Translated session = session(SPAWN, SPAWNED, output("c1", "{}"));

        assertThat(session.events("tool"))
                .containsExactly(
                        "tool_call_started c1", "tool_call_runtime_ended c1 completed", "tool_call_ended c1 completed");
        assertThat(session.body("tool_call_runtime_ended"))
                .isEqualTo(json("{'type':'collab_agent_spawn_end','call_id':'c1','sender_thread_id':'" + SELF
                        + "','new_thread_id':'" + OTHER + "','prompt':'look','status':'running'}"));
        assertThat(session.report().passedOver()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "spawn_agent|'type':'collab_agent_spawn_end','new_thread_id':null,'prompt':''|failed",
                "send_input|'type':'collab_agent_interaction_end','receiver_thread_id':'O','prompt':'x'|completed",
                "send_input|'type':'collab_agent_interaction_end','receiver_thread_id':'O','prompt':'x',"
                        + "'status':'not_found'|failed",
                "close_agent|'type':'collab_close_end','receiver_thread_id':'O','status':{'completed':'a'}|completed",
                "wait_agent|'type':'collab_waiting_end','statuses':{'O':{'completed':'a'}}|completed",
                "resume_agent|'type':'collab_resume_end','receiver_thread_id':'O','status':'running'|completed"
            })
    void tools_of_agents_end_as_their_events_say(String tool, String facts, String status) throws IOException {
        Translated session = session(
                call("c1", tool, "{}"),
                event("{" + facts.replace("'O'", "'" + OTHER + "'") + ",'call_id':'c1','sender_thread_id':'" + SELF
                        + "'}"));

        assertThat(session.events("tool_call_runtime_ended")).containsExactly("tool_call_runtime_ended c1 " + status);
        assertThat(session.report().passedOver()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'collab_agent_spawn_end','new_thread_id':'me','prompt':'x'",
                "'type':'collab_agent_spawn_end','prompt':7",
                "'type':'collab_agent_interaction_end','receiver_thread_id':'O','prompt':'x'",
                "'type':'exec_command_end','exit_code':0",
                "'type':'sub_agent_activity','agent_thread_id':'O','kind':'interacted'"
            })
    void what_does_not_go_with_the_tool_is_counted(String facts) throws IOException {
        Translated session = session(
                SPAWN,
                event("{" + facts.replace("'O'", "'" + OTHER + "'")
                        + ",'call_id':'c1','event_id':'c1','sender_thread_id':'" + SELF + "'}"));

        assertThat(session.events("tool_call_runtime_ended")).isEmpty();
        assertThat(session.report().passedOver()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "spawn_agent, started",
        "send_message, interacted",
        "followup_task, interacted",
        "interrupt_agent, interrupted"
    })
    void newer_runtimes_tell_of_the_other_agents_activity(String tool, String kind) throws IOException {
        String called = call("c1", tool, "{'message':'x'}");
        Translated session = session(called, activity("c1", kind));

        assertThat(session.events("tool_call_runtime")).containsExactly("tool_call_runtime_ended c1 completed");
        assertThat(session.body("tool_call_runtime_ended")
                        .path("agent_thread_id")
                        .asText())
                .isEqualTo(OTHER);
        assertThat(session(
                                called,
                                event("{'type':'item_completed','item':{'type':'SubAgentActivity','id':'c1',"
                                        + "'agent_thread_id':'" + OTHER + "','agent_path':'/root/look','kind':'" + kind
                                        + "'}}"))
                        .events("tool_call_runtime"))
                .containsExactly("tool_call_runtime_ended c1 completed");
    }

    @Test
    void that_an_agent_is_done_is_said_elsewhere_too() throws IOException {
        Translated session = session(
                SPAWN,
                event("{'type':'item_completed','item':{'type':'SubAgentActivity','id':'subagent-completed-t1',"
                        + "'agent_thread_id':'" + OTHER + "','agent_path':'/root/look','kind':'completed'}}"));

        assertThat(session.events("tool_call_runtime")).isEmpty();
        assertThat(session.report().passedOver()).isEmpty();
    }

    @Test
    void an_activity_without_words_in_its_call_is_counted() throws IOException {
        Translated session = session(call("c1", "spawn_agent", "{}"), activity("c1", "started"));

        assertThat(session.events("tool_call_runtime")).isEmpty();
        assertThat(session.report().passedOver()).isEqualTo(Map.of("sub_agent_activity that its call cannot take", 1L));
    }

    @Test
    void an_item_says_what_an_event_says_and_both_say_it_once() throws IOException {
        String completed = event("{'type':'item_completed','item':{'type':'CollabAgentToolCall','id':'c1',"
                + "'status':'completed','sender_thread_id':'" + SELF + "','receiver_thread_ids':['" + OTHER
                + "'],'prompt':'look'}}");

        assertThat(session(SPAWN, completed, SPAWNED).body("tool_call_runtime_ended"))
                .isEqualTo(json("{'sender_thread_id':'" + SELF + "','new_thread_id':'" + OTHER + "','prompt':'look'}"));
        assertThat(session(SPAWN, SPAWNED, completed).events("tool_call_runtime"))
                .containsExactly("tool_call_runtime_ended c1 completed");
    }

    @Test
    void where_the_runtime_says_nothing_the_output_tells_who_was_spawned() throws IOException {
        Translated session = session(
                SPAWN,
                output("c1", "{\\\"agent_id\\\":\\\"" + OTHER + "\\\"}"),
                call("c2", "close_agent", "{'id':'" + OTHER + "'}"),
                output("c2", "{}"));

        assertThat(session.events("tool"))
                .containsExactly(
                        "tool_call_started c1",
                        "tool_call_runtime_ended c1 completed",
                        "tool_call_ended c1 completed",
                        "tool_call_started c2",
                        "tool_call_runtime_ended c2 completed",
                        "tool_call_ended c2 completed");
        assertThat(session.lastBody("tool_call_runtime_ended"))
                .isEqualTo(json("{'sender_thread_id':'" + SELF + "','receiver_thread_id':'" + OTHER + "'}"));
    }

    @Test
    void an_agent_is_spawned_by_one_tool() throws IOException {
        Translated session = session(SPAWN, SPAWNED, call("c2", "spawn_agent", "{}"), SPAWNED.replace("c1", "c2"));

        assertThat(session.events("tool_call_runtime")).hasSize(1);
        assertThat(session.report().passedOver())
                .isEqualTo(Map.of("collab_agent_spawn_end that its call cannot take", 1L));
    }

    @Test
    void what_is_copied_from_its_parent_is_not_what_an_agent_did() throws IOException {
        String header = meta(SELF, "'source':'cli','subagent_history_start_ordinal':3");
        String[] copy = {header, SPAWN, activity("c1", "started"), user("go"), assistant("1")};

        assertThat(Translated.of(Translated.file(temp, copy)).events("tool_call_runtime"))
                .isEmpty();
        assertThat(session(
                                meta(OTHER, "'source':'cli'"),
                                SPAWN,
                                SPAWNED.replace(SELF, OTHER),
                                output("c1", "{\\\"agent_id\\\":\\\"" + OTHER + "\\\"}"))
                        .events("tool_call_runtime"))
                .isEmpty();
    }

    @Test
    void mail_with_a_line_of_its_own_is_shown_to_the_model() throws IOException {
        Translated session = session(
                mail("'content':'go on','trigger_turn':true"),
                mail("'content':'','encrypted_content':'xyz','trigger_turn':true"),
                mail("'content':7"),
                assistant("yes"));

        assertThat(session.body("inference_started").path("input"))
                .isEqualTo(json("[{'type':'agent_message','author':'/root/a','recipient':'/root',"
                        + "'content':[{'type':'input_text','text':'go on'}]},"
                        + "{'type':'agent_message','author':'/root/a','recipient':'/root','content':["
                        + "{'type':'input_text','text':'Message Type: NEW_TASK\\nTask name: /root\\nSender: /root/a"
                        + "\\nPayload:\\n'},{'type':'encrypted_content','encrypted_content':'xyz'}]}]"));
        assertThat(session.report().passedOver())
                .isEqualTo(Map.of("inter_agent_communication that is not as it should be", 1L));
    }

    private static String mail(String facts) {
        return line(
                "inter_agent_communication",
                json("{'author':'/root/a','recipient':'/root'," + facts + "}").toString());
    }
}
