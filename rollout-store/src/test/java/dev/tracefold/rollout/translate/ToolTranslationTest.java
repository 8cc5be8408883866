/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.item;
import static dev.tracefold.rollout.translate.Lines.json;
import static dev.tracefold.rollout.translate.Lines.started;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model calls becomes a tool, of a kind by its name. */
class ToolTranslationTest {
    @TempDir
    Path temp;

    private Translated session(String... lines) throws IOException {
        return Translated.session(temp, lines);
    }

    @Test
    void a_call_of_a_function_starts_a_tool() throws IOException {
        Translated session = session(started("a"), call("c1", "look", "{'at':'cart'}"));

        assertThat(session.event("tool_call_started"))
                .isEqualTo(json("{'type':'tool_call_started','tool_call_id':'c1','model_visible_call_id':'c1',"
                        + "'code_mode_runtime_tool_id':null,'requester':{'type':'model'},"
                        + "'kind':{'type':'other','name':'look'},"
                        + "'summary':{'type':'generic','label':'look',"
                        + "'input_preview':'{\\\"at\\\":\\\"cart\\\"}','output_preview':null},"
                        + "'invocation_payload':{'raw_payload_id':'raw_payload:3',"
                        + "'kind':{'type':'tool_invocation'},'path':'payloads/3.json'}}"));
        assertThat(session.body("tool_call_started"))
                .isEqualTo(json("{'tool_name':'look','tool_namespace':null,"
                        + "'payload':{'type':'function','arguments':'{\\\"at\\\":\\\"cart\\\"}'}}"));
    }

    @Test
    void a_call_of_a_custom_tool_hands_over_its_input() throws IOException {
        Translated session = session(
                item("{'type':'custom_tool_call','name':'apply_patch','call_id':'c1','input':'*** Begin Patch'}"));

        assertThat(session.events("tool")).containsExactly("tool_call_started c1");
        assertThat(session.event("tool_call_started").path("kind")).isEqualTo(json("{'type':'apply_patch'}"));
        assertThat(session.body("tool_call_started"))
                .isEqualTo(json("{'tool_name':'apply_patch','tool_namespace':null,"
                        + "'payload':{'type':'custom','input':'*** Begin Patch'}}"));
    }

    @Test
    void a_call_of_the_local_shell_is_a_command() throws IOException {
        String action = "{'type':'exec','command':['ls','-l'],'timeout_ms':null}";

        Translated session = session(item("{'type':'local_shell_call','call_id':'c1','action':" + action + "}"));

        assertThat(session.events("tool")).containsExactly("tool_call_started c1");
        assertThat(session.event("tool_call_started").path("kind")).isEqualTo(json("{'type':'exec_command'}"));
        assertThat(session.body("tool_call_started"))
                .isEqualTo(json("{'tool_name':'local_shell','tool_namespace':null,"
                        + "'payload':{'type':'local_shell','action':" + action + "}}"));
    }

    /** Providers search by themselves: nothing comes back but the answer. */
    @Test
    void a_web_search_is_over_at_once() throws IOException {
        String action = "{'type':'search','query':'cart total'}";

        Translated session =
                session(item("{'type':'web_search_call','id':'ws_1','status':'completed','action':" + action + "}"));

        assertThat(session.events("tool")).containsExactly("tool_call_started ws_1", "tool_call_ended ws_1 completed");
        assertThat(session.event("tool_call_started").path("kind")).isEqualTo(json("{'type':'web'}"));
        assertThat(session.body("tool_call_started"))
                .isEqualTo(json("{'tool_name':'web_search','tool_namespace':null,"
                        + "'payload':{'type':'web_search','action':" + action + "}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "exec_command, exec_command",
        "shell, exec_command",
        "shell_command, exec_command",
        "write_stdin, write_stdin",
        "apply_patch, apply_patch",
        "web_search, web",
        "image_generation, image_generation",
        "spawn_agent, spawn_agent",
        "send_message, send_message",
        "send_input, send_message",
        "assign_task, assign_agent_task",
        "wait_agent, wait_agent",
        "close_agent, close_agent",
    })
    void a_tool_is_of_a_kind_by_its_name(String name, String kind) throws IOException {
        assertThat(session(call("c1", name, "{}")).event("tool_call_started").path("kind"))
                .isEqualTo(json("{'type':'" + kind + "'}"));
    }

    @Test
    void a_tool_of_a_name_that_nobody_knows_keeps_it() throws IOException {
        assertThat(session(call("c1", "update_plan", "{}"))
                        .event("tool_call_started")
                        .path("kind"))
                .isEqualTo(json("{'type':'other','name':'update_plan'}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'name':'mcp__files__read__all'",
                "'namespace':'mcp__files','name':'read__all'",
                "'namespace':'mcp__files__','name':'read__all'",
            })
    void the_tool_of_a_server_names_both(String name) throws IOException {
        assertThat(session(item("{'type':'function_call'," + name + ",'call_id':'c1','arguments':'{}'}"))
                        .event("tool_call_started")
                        .path("kind"))
                .isEqualTo(json("{'type':'mcp','server':'files','tool':'read__all'}"));
    }
}
