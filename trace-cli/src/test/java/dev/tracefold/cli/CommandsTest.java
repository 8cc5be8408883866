/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.model.json.Json;

class CommandsTest {
    private static final String SMALL = "../examples/bundles/small";
    private static final String AGENTS = "../examples/bundles/agents";
    private static final String CELLS = "../examples/bundles/cells";
    private static final String BROKEN = "../examples/bundles/broken";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Tracefold.commandLine().execute(new PrintWriter(out, true), new PrintWriter(err, true), List.of(args));
    }

    private String good(String... args) {
        assertThat(run(args)).as(err.toString()).isZero();
        return out.toString();
    }

    @Nested
    class Check {
        @Test
        void finds_nothing_in_a_sound_bundle() {
            assertThat(good("check", SMALL)).isEqualTo(SMALL + ": sound" + System.lineSeparator());
        }

        @Test
        void finds_everything_and_says_what_to_do() {
            assertThat(run("check", BROKEN)).isEqualTo(1);
            assertThat(out.toString())
                    .contains("5 errors")
                    .contains("line 9, seq 10: SEQUENCE_GAP: seq 9 is missing")
                    .contains("PAYLOAD_MALFORMED: raw_payload:8")
                    .contains("line 13, seq 14: PAYLOAD_MISSING: raw_payload:12")
                    .contains("probably an echo of an error above")
                    .contains("ORPHANED_PAYLOAD: payloads/99.json")
                    .contains("line 21: TORN_TAIL");
        }

        @Test
        void notices_a_payload_that_no_rule_reads_and_a_state_of_another_day(@TempDir Path temp) throws Exception {
            Path bundle = Bundles.copy("small", temp);
            Files.writeString(bundle.resolve("state.json"), "{}");
            Files.writeString(bundle.resolve("payloads/7.json"), "{\"torn");

            assertThat(good("check", "--json", bundle.toString()))
                    .contains("\"ok\":true")
                    .contains("\"code\":\"PAYLOAD_MALFORMED\",\"line\":9,\"seq\":9")
                    .contains("\"code\":\"STALE_STATE\"");
        }
    }

    @Nested
    class Summary {
        @Test
        void shows_agents_as_a_tree_with_what_they_cost() {
            assertThat(good("summary", AGENTS))
                    .containsPattern("(?m)^  /root +example-model +completed")
                    .containsPattern("(?m)^    /root/reader \\(explorer\\) +example-model")
                    .containsPattern("(?m)^  exec_command +2 +1 ")
                    .contains("Failed");
        }

        @Test
        void names_what_never_finished() {
            assertThat(good("summary", CELLS)).contains("Never finished").contains("tool nested_tail");
        }

        @Test
        void tells_an_agent_that_waits_from_one_at_work(@TempDir Path temp) throws Exception {
            StringBuilder lines = new StringBuilder();
            line(lines, 0, "session_meta", "\"id\":\"019c8a4c-0000-7000-8000-00000000000a\",\"source\":\"cli\"");
            line(lines, 1, "event_msg", "\"type\":\"task_started\",\"turn_id\":\"one\"");
            line(lines, 2, "turn_context", "\"model\":\"some-model\"");
            line(
                    lines,
                    3,
                    "response_item",
                    "\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"hi\"}]");
            Path rollout = Files.writeString(temp.resolve("some.jsonl"), lines);
            assertThat(good("summary", rollout.toString()))
                    .containsPattern("(?m)^Session \\S+  running$")
                    .contains("no end recorded")
                    .containsPattern("(?m)^  /root +some-model +running unfinished")
                    .contains("turn one");

            line(lines, 4, "event_msg", "\"type\":\"task_complete\",\"turn_id\":\"one\"");
            Files.writeString(rollout, lines);
            out.getBuffer().setLength(0);
            assertThat(good("summary", rollout.toString()))
                    .containsPattern("(?m)^Session \\S+  idle$")
                    .contains("last turn ended after 3.0 s, no end recorded")
                    .containsPattern("(?m)^  /root +some-model +idle after 3.0 s")
                    .doesNotContain("Never finished");
        }

        @Test
        void tells_of_the_history_that_lies_in_other_rollouts(@TempDir Path temp) throws Exception {
            String base = "019c8a4c-0000-7000-8000-00000000000a";
            String fork = "019c8a4c-0000-7000-8000-00000000000b";
            StringBuilder before = new StringBuilder();
            line(before, 0, "session_meta", header(base));
            line(before, 1, "event_msg", "\"type\":\"task_started\",\"turn_id\":\"one\"");
            line(before, 2, "event_msg", "\"type\":\"task_complete\",\"turn_id\":\"one\"");
            Files.writeString(temp.resolve("rollout-2026-01-02T03-04-00-" + base + ".jsonl"), before);
            StringBuilder after = new StringBuilder();
            line(
                    after,
                    5,
                    "session_meta",
                    header(fork) + ",\"history_base\":{\"thread_id\":\"" + base + "\",\"end_byte_offset\":"
                            + before.length() + "}");
            line(after, 6, "event_msg", "\"type\":\"task_started\",\"turn_id\":\"two\"");
            Path rollout = temp.resolve("rollout-2026-01-02T03-04-05-" + fork + ".jsonl");
            Files.writeString(rollout, after);

            assertThat(good("summary", rollout.toString())).contains("2 turns,");
            assertThat(err.toString()).contains("note: goes on from 2 lines of other rollouts");

            Files.delete(temp.resolve("rollout-2026-01-02T03-04-00-" + base + ".jsonl"));
            err.getBuffer().setLength(0);
            good("summary", rollout.toString());
            assertThat(err.toString())
                    .contains("not part of the graph: 1 × history that lies in the rollout of " + base);
        }

        private static String header(String id) {
            return "\"id\":\"" + id + "\",\"timestamp\":\"2026-01-02T03:04:00.000Z\",\"cwd\":\"/w\","
                    + "\"originator\":\"o\",\"cli_version\":\"1\",\"source\":\"cli\"";
        }

        @Test
        void stays_a_glance_where_much_happened(@TempDir Path temp) throws Exception {
            StringBuilder lines = new StringBuilder();
            line(lines, 0, "session_meta", "\"id\":\"019c8a4c-0000-7000-8000-00000000000a\",\"source\":\"cli\"");
            for (int i = 1; i <= 12; i++) {
                String call = "\"call_id\":\"call_%02d\"".formatted(13 - i);
                line(
                        lines,
                        i,
                        "response_item",
                        "\"type\":\"function_call\",\"name\":\"shell\",\"arguments\":\"{}\"," + call);
                line(lines, i, "event_msg", "\"type\":\"exec_command_end\",\"exit_code\":1," + call);
                line(lines, i, "response_item", "\"type\":\"function_call_output\",\"output\":\"no\"," + call);
                line(lines, i, "compacted", "\"message\":\"so far %d\"".formatted(i));
            }
            Path rollout = temp.resolve("rollout-2026-01-02T03-04-05-019c8a4c-0000-7000-8000-00000000000a.jsonl");
            Files.writeString(rollout, lines);
            List<String> summary = good("summary", rollout.toString()).lines().toList();
            int failed = summary.indexOf("Failed");
            int compactions = summary.indexOf("Compactions");
            assertThat(summary.get(failed + 1)).contains("call_12");
            assertThat(summary.get(failed + 11)).isEqualTo("  and 2 more");
            assertThat(summary.get(compactions + 1)).contains("compaction-1 ");
            assertThat(summary.get(compactions + 11)).isEqualTo("  and 2 more");
        }

        @Test
        void says_how_many_lines_of_a_rollout_it_could_not_read(@TempDir Path temp) throws Exception {
            StringBuilder lines = new StringBuilder();
            line(lines, 0, "event_msg", "\"type\":\"task_started\",\"turn_id\":\"t\"");
            Path rollout = temp.resolve("rollout-2026-01-02T03-04-05-019c8a4c-0000-7000-8000-00000000000a.jsonl");
            Files.writeString(rollout, lines + "{\"timest");
            good("summary", rollout.toString());
            assertThat(err.toString()).isEqualToIgnoringNewLines("note: left out 1 line of 2, which could not be read");
        }

        @Test
        void says_how_much_of_a_rollout_its_parent_said(@TempDir Path temp) throws Exception {
            StringBuilder lines = new StringBuilder();
            String id = "019c8a4c-0000-7000-8000-00000000000a";
            line(
                    lines,
                    0,
                    "session_meta",
                    "\"id\":\"" + id
                            + "\",\"timestamp\":\"2026-01-02T03:04:05.000Z\",\"cwd\":\"/\",\"originator\":\"o\","
                            + "\"cli_version\":\"1\",\"subagent_history_start_ordinal\":\"2\"");
            line(lines, 1, "event_msg", "\"type\":\"task_started\",\"turn_id\":\"t\"");
            line(lines, 2, "event_msg", "\"type\":\"task_started\",\"turn_id\":\"u\"");
            Path rollout = temp.resolve("rollout-2026-01-02T03-04-05-" + id + ".jsonl");
            Files.writeString(rollout, lines);
            good("summary", rollout.toString());
            assertThat(err.toString())
                    .isEqualToIgnoringNewLines("note: copied from the session that this one comes from: 1 line at its"
                            + " beginning; their turns and tokens count here too");
        }

        @Test
        void says_that_lines_of_a_rollout_are_misnumbered(@TempDir Path temp) throws Exception {
            StringBuilder lines = new StringBuilder();
            line(lines, 0, "event_msg", "\"type\":\"task_started\",\"turn_id\":\"t\"");
            line(lines, 1, "event_msg", "\"type\":\"task_complete\",\"turn_id\":\"t\"");
            String once = lines.toString().replaceFirst(",", ",\"ordinal\":0,");
            Path rollout = temp.resolve("rollout-2026-01-02T03-04-05-019c8a4c-0000-7000-8000-00000000000a.jsonl");
            Files.writeString(rollout, once);
            good("summary", rollout.toString());
            assertThat(err.toString())
                    .isEqualToIgnoringNewLines("note: misnumbered: 1 line; the program that recorded this may show"
                            + " nothing from there on ('tracefold rollouts profile' tells from where)");
        }

        private static void line(StringBuilder lines, int second, String type, String payload) {
            lines.append("{\"timestamp\":\"2026-01-02T03:04:%02d.000Z\",\"type\":\"%s\",\"payload\":{%s}}%n"
                    .formatted(second, type, payload));
        }

        @Test
        void gives_programs_json() throws Exception {
            var json = Json.parse(good("summary", "--json", SMALL).getBytes(UTF_8));
            assertThat(json.field("events")).hasToString("JsonNumber[digits=24]");
        }

        @Test
        void tells_how_to_go_on_where_the_bundle_is_broken() {
            assertThat(run("summary", BROKEN)).isEqualTo(1);
            assertThat(err.toString()).contains("SEQUENCE_GAP").contains("--salvage");
            assertThat(good("summary", "--salvage", BROKEN)).contains("16 events");
        }
    }

    @Nested
    class Show {
        @Test
        void is_the_conversation_with_its_turns_and_calls() {
            assertThat(good("show", SMALL))
                    .contains("── turn 1  turn-1  completed")
                    .containsPattern("calls exec_command  failed 2.3 s  exit 1  conversation_item:4")
                    .contains("all 15 tests pass");
        }

        @Test
        void may_be_one_turn_or_one_thread() {
            assertThat(good("show", CELLS, "--turn", "3"))
                    .contains("(9 earlier items")
                    .contains("tail -f");
            out.getBuffer().setLength(0);
            assertThat(good("show", AGENTS, "--thread", "/root/reader"))
                    .contains("══ /root/reader")
                    .doesNotContain("══ /root/tester");
        }

        @Test
        void takes_an_object_by_its_id_or_enough_of_it() {
            assertThat(good("show", SMALL, "item:4"))
                    .contains("conversation_item:4")
                    .contains("pointed at by");
            out.getBuffer().setLength(0);
            assertThat(good("show", SMALL, "call_t")).contains("tool_call_id  call_tests");
            out.getBuffer().setLength(0);
            assertThat(good("show", AGENTS, "/root/tester")).contains("agent_role  explorer");
            out.getBuffer().setLength(0);
            assertThat(good("show", AGENTS, "edge:spawn:01975a00:01975b00")).contains("spawn_agent");
        }

        @Test
        void suggests_what_may_have_been_meant() {
            assertThat(run("show", SMALL, "call_test5")).isEqualTo(2);
            assertThat(err.toString()).contains("did you mean 'call_tests'");
        }

        @Test
        void asks_for_more_where_an_id_is_ambiguous() {
            assertThat(run("show", SMALL, "call_")).isEqualTo(2);
            assertThat(err.toString())
                    .contains("'call_' may be ", "tool:call_again", "tool:call_patch", "tool:call_tests", "type more");
        }

        @Test
        void opens_the_payloads_behind_an_object() {
            assertThat(good("show", SMALL, "call_tests", "--raw"))
                    .contains("── raw_payload:4 payloads/4.json")
                    .contains("\"tool_name\": \"exec_command\"");
        }

        @Test
        void lets_no_escape_sequence_of_a_session_reach_the_terminal(@TempDir Path temp) throws Exception {
            Path bundle = Bundles.copy("small", temp);
            Path payload = bundle.resolve("payloads/2.json");
            Files.writeString(
                    payload, Files.readString(payload).replace("You are", "\\u001b[2J\\u009b31m\\u202eYou are"));

            assertThat(good("show", bundle.toString()))
                    .contains("\\x1b[2J\\x9b31m\\u202eYou are")
                    .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202e]");
        }
    }

    @Nested
    class Find {
        @Test
        void says_when_what_and_where() {
            assertThat(good("find", SMALL, "TESTS").lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .matches(" \\+1.840s  tool call_tests +exec_command  FAILED tests/test_cart.+"),
                            line -> assertThat(line)
                                    .matches(" \\+1.840s  conversation_item:3 +reasoning +Run the tests first.+"),
                            line -> assertThat(line)
                                    .matches("\\+10.975s  conversation_item:11 +assistant .+ all 15 tests pass."));
            assertThat(good("find", AGENTS, "payment.py")).contains("/root/reader  conversation_item:12 ");
        }

        @Test
        void the_first_and_how_many_there_are() {
            assertThat(good("find", SMALL, "tests", "-n", "1").lines()).hasSize(1);
            assertThat(err.toString()).contains("the first 1 of 3");
        }

        @Test
        void one_object_a_line_for_programs() throws Exception {
            String line = good("find", SMALL, "all 15", "--json").strip();
            assertThat(Json.parse(line).field("id")).hasToString("\"conversation_item:11\"");
            assertThat(line).contains("\"words\":\"all 15\",\"after\":\" tests pass.\"");
        }

        @Test
        void nothing_found_is_said_and_nothing_asked_refused() {
            assertThat(run("find", SMALL, "zzz")).isEqualTo(1);
            assertThat(err.toString()).contains("Nothing in this session says that.");
            assertThat(run("find", SMALL, " ")).isEqualTo(2);
            assertThat(run("find", SMALL, "x", "-n", "0")).isEqualTo(2);
        }
    }

    @Nested
    class Explain {
        @Test
        void a_tool_call_from_who_asked_to_what_was_seen() {
            assertThat(good("explain", SMALL, "call_tests"))
                    .containsPattern("asked for by +inference-1")
                    .containsPattern("in item +conversation_item:4")
                    .containsPattern("ran as +terminal_operation:1 +\\$ bash -lc pytest -q +exit 1")
                    .containsPattern("in terminal +terminal 101")
                    .containsPattern("model saw +conversation_item:5")
                    .containsPattern("in request of +inference-2")
                    .containsPattern("6 +\\+1\\.840s +tool_call_started");
        }

        @Test
        void a_nested_call_from_the_cell_that_made_it() {
            assertThat(good("explain", CELLS, "nested_shop"))
                    .containsPattern("called from +code_cell:call_count")
                    .containsPattern("asked for by +inference-1");
        }

        @Test
        void an_item_by_the_requests_that_carried_it() {
            assertThat(good("explain", SMALL, "item:2"))
                    .contains("Carried by 4 requests, from seq 4 ")
                    .contains("to seq 20 ");
        }

        @Test
        void an_edge_by_both_ends() {
            assertThat(good("explain", AGENTS, "edge:result"))
                    .containsPattern("from +conversation_item:\\d+ +assistant +payment.py")
                    .containsPattern("to +conversation_item:\\d+ +/root/reader → /root");
        }
    }

    @Nested
    class Events {
        @Test
        void are_one_line_each_and_can_be_chosen() {
            assertThat(good("events", SMALL).lines()).hasSize(24);
            out.getBuffer().setLength(0);
            assertThat(good("events", AGENTS, "--thread", "/root/reader", "--type", "inference")
                            .lines())
                    .hasSize(4);
            out.getBuffer().setLength(0);
            assertThat(good("events", SMALL, "--from", "5", "--to", "6", "--json")
                            .lines())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("{\"schema_version\":1,\"seq\":"));
            out.getBuffer().setLength(0);
            assertThat(good("events", CELLS, "--turn", "2").lines()).hasSize(7);
        }

        @Test
        void of_a_broken_log_end_in_code_1_only_where_a_line_is_none() throws Exception {
            assertThat(good("events", BROKEN).lines()).hasSize(20);
            assertThat(err.toString()).contains("line 21 is torn");
        }
    }

    @Nested
    class Diff {
        @Test
        void names_what_came_and_what_changed() {
            assertThat(good("diff", SMALL, "--from", "6", "--to", "9"))
                    .contains("+ terminal_operation:1")
                    .contains("~ tool call_tests")
                    .contains("execution.status running → failed");
        }

        @Test
        void of_equal_bundles_is_empty() {
            assertThat(good("diff", SMALL, SMALL)).isEmpty();
            assertThat(err.toString()).contains("The graphs are equal.");
        }

        @Test
        void wants_two_moments_or_two_bundles() {
            assertThat(run("diff", SMALL)).isEqualTo(2);
        }
    }

    @Test
    void step_walks_both_ways_and_looks_around() {
        String walked = typing("\n5\np\n/patch\ns call_patch\nl\nfly\nq\nnever\n", "step", SMALL);

        assertThat(walked)
                .contains("rollout_started")
                .contains("+ conversation_item:4")
                .containsPattern("4 .*inference_started")
                .contains("requester")
                .containsPattern(">    11 .*inference_completed|>    12 .*tool_call_started")
                .contains("There is no such command")
                .doesNotContain("never");
    }

    @Test
    void step_goes_as_far_as_a_broken_log_makes_sense() {
        assertThat(typing("99\n", "step", BROKEN)).containsPattern("(?m)^    8 ");
        assertThat(err.toString())
                .contains("contradicts itself behind the last step")
                .contains("SEQUENCE_GAP");
    }

    private String typing(String keys, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(keys.getBytes(UTF_8)));
        try {
            return good(args);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void completion_knows_commands_and_options() {
        assertThat(good("completion", "bash")).contains("reduce", "--salvage", "complete ");
        out.getBuffer().setLength(0);
        assertThat(good("completion", "zsh")).startsWith("autoload -U +X bashcompinit");
        assertThat(run("completion", "fish")).isEqualTo(2);
    }
}
