/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions whose agents have rollouts of their own. */
class WithAgentsTest {
    private static final String ROOT = "01a07276-a69c-7282-8e89-6bab77f2da3a";
    private static final String AGENT = "01a07276-b000-7282-8e89-6bab77f2da3b";

    @TempDir
    Path temp;

    private String root = "";

    @BeforeEach
    void aSessionWithAnAgent() throws IOException {
        root = rollout(
                        ROOT,
                        line(0, "session_meta", meta(ROOT, "'cli'")),
                        line(1, "event_msg", "{'type':'task_started','turn_id':'t1'}"),
                        line(1, "response_item", message("user", "input_text", "review the shop")),
                        line(2, "response_item", call("c1", "spawn_agent", "{\\'message\\':\\'run the tests\\'}")),
                        line(3, "event_msg", activity("c1")),
                        line(3, "response_item", "{'type':'function_call_output','call_id':'c1','output':'{}'}"),
                        line(8, "response_item", mail("/root/tests", "/root", "Message Type: FINAL_ANSWER 3 fail")),
                        line(9, "response_item", message("assistant", "output_text", "Three fail.")),
                        line(9, "event_msg", "{'type':'task_complete','turn_id':'t1'}"))
                .toString();
        rollout(
                AGENT,
                line(
                        3,
                        "session_meta",
                        meta(
                                AGENT,
                                "{'subagent':{'thread_spawn':{'parent_thread_id':'" + ROOT
                                        + "','depth':1,'agent_path':'/root/tests'}}}")),
                line(3, "event_msg", "{'type':'task_started','turn_id':'t2'}"),
                line(4, "response_item", mail("/root", "/root/tests", "run the tests")),
                line(5, "response_item", call("c1", "exec_command", "{\\'cmd\\':\\'npm test\\'}")),
                line(6, "response_item", "{'type':'function_call_output','call_id':'c1','output':'3 failing'}"),
                line(7, "response_item", message("assistant", "output_text", "3 fail")),
                line(7, "event_msg", "{'type':'task_complete','turn_id':'t2'}"));
    }

    private Path rollout(String id, String... lines) throws IOException {
        return Files.write(temp.resolve("rollout-2026-09-05T16-50-06-" + id + ".jsonl"), List.of(lines));
    }

    private static String line(int second, String type, String payload) {
        return ("{'timestamp':'2026-09-05T16:50:0" + second + ".100Z','type':'" + type + "','payload':" + payload + "}")
                .replace("\\'", "\\\"")
                .replace('\'', '"');
    }

    private static String meta(String id, String source) {
        return "{'id':'" + id + "','timestamp':'2026-09-05T16:50:00.100Z','cwd':'/w','originator':'test',"
                + "'cli_version':'1','source':" + source + "}";
    }

    private static String message(String role, String part, String text) {
        return "{'type':'message','role':'" + role + "','content':[{'type':'" + part + "','text':'" + text + "'}]}";
    }

    private static String mail(String author, String recipient, String text) {
        return "{'type':'agent_message','author':'" + author + "','recipient':'" + recipient
                + "','content':[{'type':'input_text','text':'" + text + "'}]}";
    }

    private static String call(String id, String name, String arguments) {
        return "{'type':'function_call','name':'" + name + "','call_id':'" + id + "','arguments':'" + arguments + "'}";
    }

    private static String activity(String call) {
        return "{'type':'sub_agent_activity','event_id':'" + call + "','occurred_at_ms':1,'agent_thread_id':'" + AGENT
                + "','agent_path':'/root/tests','kind':'started'}";
    }

    private record Ran(int exitCode, String out, String err) {}

    private static Ran run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Tracefold.commandLine()
                .execute(new PrintWriter(out, true), new PrintWriter(err, true), Arrays.asList(words));
        return new Ran(exitCode, out.toString(), err.toString());
    }

    private static Ran good(String... words) {
        Ran ran = run(words);
        assertThat(ran.exitCode).as(ran.err).isZero();
        return ran;
    }

    @Test
    void alone_a_session_says_that_there_is_more_to_see() {
        Ran alone = good("summary", root);

        assertThat(alone.out).doesNotContain("npm test").contains("1 turn,");
        assertThat(alone.err).contains("note: spawned 1 agent").contains("--agents");
    }

    @Test
    void its_agents_are_part_of_it_if_they_are_wanted() {
        Ran all = good("summary", root, "--agents");

        assertThat(all.out).contains("/root/tests").contains("2 turns,");
        assertThat(all.err).isEmpty();
    }

    @Test
    void agents_that_are_not_found_are_told() throws IOException {
        Files.delete(temp.resolve("rollout-2026-09-05T16-50-06-" + AGENT + ".jsonl"));

        assertThat(good("summary", root, "--agents").err).contains("rollouts of 1 agent of 1 were not found");
    }

    @Test
    void edges_lead_from_calls_to_mail_and_from_last_words_to_who_gets_them() {
        assertThat(good("show", root, "--agents", "edge:spawn:" + ROOT + ":" + AGENT).out)
                .contains("tool_call_id  c1")
                .contains("item_id  conversation_item:2");
        assertThat(good("show", root, "--agents", "conversation_item:2").out).contains("run the tests");
        assertThat(good("show", root, "--agents", "edge:agent_result").out)
                .contains("/root/tests → /root")
                .contains("item_id  conversation_item:5")
                .contains("item_id  conversation_item:8");
    }

    @Test
    void what_an_agent_did_is_explained_and_its_payloads_are_found() {
        assertThat(good("explain", root, "--agents", "c1#2").out).contains("npm test");
        assertThat(good("show", root, "--agents", "c1#2", "--raw").out).contains("npm test");
        assertThat(run("explain", root, "c1#2").exitCode).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "reduce"})
    void other_commands_take_them_too(String command) {
        assertThat(good(command, root, "--agents").out).isNotEqualTo(good(command, root).out);
    }

    @Test
    void a_spawn_arrives_where_its_agent_is_read_too() {
        assertThat(good("check", root).out).contains("UNDELIVERED");
        assertThat(good("check", root, "--agents").out).doesNotContain("UNDELIVERED");
    }

    @Test
    void a_bundle_of_both_says_what_both_rollouts_say() {
        String bundle = temp.resolve("bundle").toString();

        good("rollouts", "to-bundle", root, "--agents", "-o", bundle);

        assertThat(good("summary", bundle).out).isEqualTo(good("summary", root, "--agents").out);
        assertThat(good("diff", root, bundle, "--agents").err).contains("The graphs are equal.");
        assertThat(good("diff", root, bundle).out).isNotEmpty();
    }
}
