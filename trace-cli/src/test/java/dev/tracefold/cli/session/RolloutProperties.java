/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.json.GraphJson;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayResult;
import dev.tracefold.rollout.translate.RolloutTranslator;
import dev.tracefold.rollout.translate.TranslatedEvent;
import dev.tracefold.rollout.translate.TranslatedRollout;

/** Laws of translation, over rollouts that are made up line by line: nothing that a file may hold stops a reduction. */
class RolloutProperties {
    private static final String SELF = "019c8a4c-0000-7000-8000-00000000000a";
    private static final String OTHER = "019c8a4c-0000-7000-8000-00000000000B";
    private static final String META = line(
            "2026-01-02T03:04:05.000Z",
            "session_meta",
            "{\"id\":\"" + SELF + "\",\"timestamp\":\"2026-01-02T03:04:05.000Z\",\"cwd\":\"/w\","
                    + "\"originator\":\"test\",\"cli_version\":\"1\",\"source\":\"cli\",\"model_provider\":\"p\"}");

    /** A header of the time before lines had envelopes. */
    private static final String BARE_META = "{\"id\":\"" + SELF + "\",\"timestamp\":\"2025-08-20T13:20:47.060Z\"}";

    private static String line(String time, String type, String payload) {
        return "{\"timestamp\":\"" + time + "\",\"type\":\"" + type + "\",\"payload\":" + payload + "}";
    }

    /** A whole rollout. */
    record Made(List<String> lines, boolean header) {
        byte[] bytes() {
            return bytes(META);
        }

        byte[] bytes(String meta) {
            return ((header ? meta + "\n" : "") + lines.stream().collect(Collectors.joining("\n", "", "\n")))
                    .getBytes(UTF_8);
        }
    }

    private static Arbitrary<String> callId() {
        return Arbitraries.of("a", "b", "c", "a#2", "");
    }

    private static Arbitrary<String> text() {
        return Arbitraries.of(
                "yes",
                "no",
                "",
                "more \\\"of\\\" it",
                "\\u00e9",
                "é 😀",
                "<environment_context>",
                "what stays in the file, \\n".repeat(20),
                "it too, é \\\"😀\\\"\\u001b".repeat(20));
    }

    /** Response items that every conversation can hold. */
    private static Arbitrary<String> item() {
        Arbitrary<String> message = Combinators.combine(
                        Arbitraries.of("user", "user", "assistant", "assistant", "developer"), text())
                .as((role, text) -> "{\"type\":\"message\",\"role\":\"" + role
                        + "\",\"content\":[{\"type\":\"input_text\",\"text\":\"" + text + "\"}]}");
        Arbitrary<String> reasoning = text().map(text ->
                "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"" + text + "\"}]}");
        Arbitrary<String> call = Combinators.combine(
                        Arbitraries.of("exec_command", "write_stdin", "wait", "spawn_agent", "mcp__s__t", "x"),
                        callId(),
                        Arbitraries.of(
                                "{}",
                                "{\\\"session_id\\\":1}",
                                "{\\\"cmd\\\":\\\"ls\\\"}",
                                "no json",
                                "{\\\"ids\\\":[]}"))
                .as((name, id, arguments) -> "{\"type\":\"function_call\",\"name\":\"" + name + "\",\"call_id\":\"" + id
                        + "\",\"arguments\":\"" + arguments + "\"}");
        Arbitrary<String> agents = Combinators.combine(
                        Arbitraries.of("spawn_agent", "send_input", "followup_task", "wait_agent", "close_agent"),
                        callId(),
                        Arbitraries.of("{}", "{\\\"message\\\":\\\"go\\\"}", "{\\\"id\\\":\\\"" + OTHER + "\\\"}", "7"))
                .as((name, id, arguments) -> "{\"type\":\"function_call\",\"name\":\"" + name + "\",\"call_id\":\"" + id
                        + "\",\"arguments\":\"" + arguments + "\"}");
        Arbitrary<String> custom = callId().map(id ->
                "{\"type\":\"custom_tool_call\",\"name\":\"apply_patch\",\"call_id\":\"" + id + "\",\"input\":\"p\"}");
        Arbitrary<String> output = Combinators.combine(
                        Arbitraries.of("function_call_output", "custom_tool_call_output"),
                        callId(),
                        Arbitraries.oneOf(text(), text(), Arbitraries.of("{\\\"agent_id\\\":\\\"" + OTHER + "\\\"}")))
                .as((type, id, text) ->
                        "{\"type\":\"" + type + "\",\"call_id\":\"" + id + "\",\"output\":\"" + text + "\"}");
        Arbitrary<String> search = Arbitraries.of(
                "{\"type\":\"web_search_call\",\"status\":\"completed\",\"action\":{\"type\":\"search\",\"query\":\"q\"}}");
        return Arbitraries.frequencyOf(
                Tuple.of(4, message),
                Tuple.of(2, reasoning),
                Tuple.of(3, call),
                Tuple.of(2, agents),
                Tuple.of(1, custom),
                Tuple.of(3, output),
                Tuple.of(1, search));
    }

    private static Arbitrary<String> event() {
        Arbitrary<String> counts = Arbitraries.integers()
                .between(0, 3)
                .map(n -> "{\"type\":\"token_count\",\"info\":"
                        + "{\"total_token_usage\":{\"input_tokens\":" + n + "},\"last_token_usage\":{\"input_tokens\":"
                        + n
                        + ",\"output_tokens\":1}}}");
        Arbitrary<String> turn = Combinators.combine(
                        Arbitraries.of("task_started", "task_complete", "turn_aborted", "turn_started"),
                        Arbitraries.of("\"t1\"", "\"t2\"", "null"))
                .as((type, id) -> "{\"type\":\"" + type + "\",\"turn_id\":" + id + "}");
        Arbitrary<String> runtime = Combinators.combine(
                        Arbitraries.of("exec_command_end", "patch_apply_end", "mcp_tool_call_end", "web_search_end"),
                        callId(),
                        Arbitraries.of(
                                "",
                                ",\"command\":[\"ls\"],\"cwd\":\"/\",\"exit_code\":1,\"stdout\":\"o\"",
                                ",\"command\":[\"ls\"],\"cwd\":\"/\",\"exit_code\":0,\"process_id\":\"7\"",
                                ",\"command\":[1],\"cwd\":\"/\",\"exit_code\":0",
                                ",\"agent_thread_id\":\"x\",\"action\":{\"type\":\"search\",\"query\":\"q\"}"))
                .as((type, id, rest) -> "{\"type\":\"" + type + "\",\"call_id\":\"" + id + "\"" + rest + "}");
        Arbitrary<String> agents = Combinators.combine(
                        Arbitraries.of(
                                "\"collab_agent_spawn_end\"",
                                "\"collab_agent_interaction_end\"",
                                "\"collab_close_end\"",
                                "\"collab_waiting_end\"",
                                "\"collab_resume_end\"",
                                "\"sub_agent_activity\",\"kind\":\"started\"",
                                "\"sub_agent_activity\",\"kind\":\"interacted\"",
                                "\"sub_agent_activity\",\"kind\":\"interrupted\""),
                        callId(),
                        Arbitraries.of(SELF, SELF, OTHER, "x"),
                        Arbitraries.of(
                                ",\"new_thread_id\":\"" + OTHER + "\",\"prompt\":\"go\"",
                                ",\"new_thread_id\":null,\"prompt\":\"go\"",
                                ",\"new_thread_id\":\"" + SELF + "\",\"prompt\":7",
                                ",\"receiver_thread_id\":\"" + OTHER + "\",\"prompt\":\"go\",\"status\":\"not_found\"",
                                ",\"receiver_thread_id\":\"x\",\"prompt\":\"go\"",
                                ",\"agent_thread_id\":\"" + OTHER + "\",\"agent_path\":\"/root/a\"",
                                ",\"agent_thread_id\":3"))
                .as((type, id, sender, rest) -> "{\"type\":" + type + ",\"call_id\":\"" + id + "\",\"event_id\":\"" + id
                        + "\",\"sender_thread_id\":\"" + sender + "\"" + rest + "}");
        Arbitrary<String> rollback = Arbitraries.of("0", "1", "2", "9", "null")
                .map(n -> "{\"type\":\"thread_rolled_back\",\"num_turns\":" + n + "}");
        Arbitrary<String> said = text().map(text -> "{\"type\":\"user_message\",\"message\":\"" + text + "\"}");
        Arbitrary<String> completed = Combinators.combine(
                        Arbitraries.of(
                                "CommandExecution",
                                "FileChange",
                                "McpToolCall",
                                "UserMessage",
                                "CollabAgentToolCall",
                                "SubAgentActivity\",\"kind\":\"started",
                                "Other"),
                        callId(),
                        Arbitraries.of(
                                "",
                                ",\"command\":[\"ls\"],\"cwd\":\"file:///w\",\"exit_code\":1,\"status\":\"failed\"",
                                ",\"command\":[\"ls\"],\"cwd\":\"/\",\"exit_code\":0,\"process_id\":\"7\"",
                                ",\"command\":[\"ls\"],\"cwd\":3,\"exit_code\":0",
                                ",\"sender_thread_id\":\"" + SELF + "\",\"receiver_thread_ids\":[]",
                                ",\"sender_thread_id\":\"" + SELF + "\",\"receiver_thread_ids\":[\"" + OTHER
                                        + "\"],\"prompt\":\"go\"",
                                ",\"sender_thread_id\":\"" + SELF + "\",\"receiver_thread_ids\":[1]",
                                ",\"agent_thread_id\":\"" + OTHER + "\"",
                                ",\"status\":\"completed\",\"agent_thread_id\":\"x\",\"result\":{\"isError\":true}"))
                .as((type, id, rest) -> "{\"type\":\"item_completed\",\"item\":{\"type\":\"" + type + "\",\"id\":\""
                        + id + "\"" + rest + "}}");
        return Arbitraries.oneOf(counts, turn, turn, runtime, completed, agents, rollback, said);
    }

    private static Arbitrary<String> time() {
        return Arbitraries.of("2026-01-02T03:04:05.678Z", "2026-01-02T03:04:04.000Z", "1970-01-01T00:00:00Z", "never");
    }

    private static Arbitrary<String> goodLine() {
        Arbitrary<String> items = Combinators.combine(time(), item()).as((at, item) -> line(at, "response_item", item));
        Arbitrary<String> events = Combinators.combine(time(), event()).as((at, event) -> line(at, "event_msg", event));
        Arbitrary<String> compacted = item().list()
                .ofMaxSize(3)
                .map(history -> line(
                        "2026-01-02T03:04:06.000Z",
                        "compacted",
                        "{\"message\":\"m\",\"replacement_history\":" + history + "}"));
        Arbitrary<String> others = Arbitraries.of(
                line("2026-01-02T03:04:06.000Z", "turn_context", "{\"model\":\"m\"}"),
                line("2026-01-02T03:04:06.000Z", "turn_context", "{\"model\":7}"),
                line("2026-01-02T03:04:06.000Z", "compacted", "{\"message\":\"all of it\"}"),
                line("2026-01-02T03:04:06.000Z", "token_usage_record", "{\"response_id\":\"r\"}"),
                META.replace(",\"type\"", ",\"ordinal\":0,\"type\""),
                META);
        return Arbitraries.frequencyOf(
                Tuple.of(12, items), Tuple.of(8, events), Tuple.of(1, compacted), Tuple.of(1, others));
    }

    private static Arbitrary<String> badLine() {
        return Arbitraries.of(
                "{\"timestamp\":\"2026-01-02T03:04:06.000Z\",\"type\":\"response_item\",\"payl",
                "garbage",
                "",
                line("2026-01-02T03:04:06.000Z", "no_such_type", "{}"),
                line("2026-01-02T03:04:06.000Z", "inter_agent_communication", "{\"author\":\"/root\"}"),
                line(
                        "2026-01-02T03:04:06.000Z",
                        "inter_agent_communication",
                        "{\"author\":\"/root/a\",\"recipient\":\"/root\",\"content\":\"go\",\"trigger_turn\":true}"),
                line(
                        "2026-01-02T03:04:06.000Z",
                        "inter_agent_communication",
                        "{\"author\":\"/root/a\",\"recipient\":\"/root\",\"content\":\"Message Type: FINAL_ANSWER\"}"),
                line(
                        "2026-01-02T03:04:06.000Z",
                        "inter_agent_communication",
                        "{\"author\":\"a\",\"recipient\":\"b\",\"content\":\"\",\"encrypted_content\":\"x\"}"),
                line("2026-01-02T03:04:06.000Z", "event_msg", "{\"type\":\"no_such_event\"}"),
                line("2026-01-02T03:04:06.000Z", "response_item", "{\"type\":\"no_such_item\"}"),
                line("2026-01-02T03:04:06.000Z", "response_item", "{\"type\":\"message\",\"role\":\"nobody\"}"),
                line("2026-01-02T03:04:06.000Z", "response_item", "{\"type\":\"reasoning\",\"summary\":[]}"),
                line("2026-01-02T03:04:06.000Z", "response_item", "{\"type\":\"reasoning\",\"summary\":null}"),
                line("2026-01-02T03:04:06.000Z", "response_item", "{\"type\":\"agent_message\"}"),
                line(
                        "2026-01-02T03:04:06.000Z",
                        "response_item",
                        "{\"type\":\"message\",\"role\":\"user\",\"content\":\"\\ud800\"}"),
                line(
                        "2026-01-02T03:04:06.000Z",
                        "response_item",
                        "{\"type\":\"message\",\"role\":\"user\",\"content\":1e999}"),
                line(
                        "2026-01-02T03:04:06.000Z",
                        "response_item",
                        "{\"type\":\"message\",\"role\":\"user\",\"content\":" + "[".repeat(998) + "]".repeat(998)
                                + "}"),
                line(
                        "2026-01-02T03:04:06.000Z",
                        "response_item",
                        "{\"type\":\"message\",\"role\":\"user\",\"role\":\"nobody\"}"));
    }

    @Provide
    Arbitrary<Made> sound() {
        return goodLine().list().ofMaxSize(60).map(lines -> new Made(lines, true));
    }

    @Provide
    Arbitrary<Made> odd() {
        Arbitrary<String> bare = Arbitraries.frequencyOf(
                Tuple.of(4, item()),
                Tuple.of(1, Arbitraries.of("{\"record_type\":\"state\"}", "{\"record_type\":\"x\"}", BARE_META)));
        Arbitrary<String> any =
                Arbitraries.frequencyOf(Tuple.of(8, goodLine()), Tuple.of(2, badLine()), Tuple.of(2, bare));
        return Combinators.combine(any.list().ofMinSize(1).ofMaxSize(60), Arbitraries.of(true, true, false))
                .as(Made::new);
    }

    @Property(tries = 1000)
    void whatever_lines_there_are_the_reduction_takes_what_becomes_of_them(@ForAll("odd") Made made)
            throws IOException {
        withFile(made.bytes(), file -> reduceBothWays(file));
    }

    @Property(tries = 400)
    void a_rollout_that_ends_anywhere_is_reduced(@ForAll("odd") Made made, @ForAll @IntRange(max = 1000) int thousandth)
            throws IOException {
        byte[] whole = made.bytes();
        withFile(Arrays.copyOf(whole, (int) (whole.length * (long) thousandth / 1000)), file -> reduceBothWays(file));
    }

    @Property(tries = 400)
    void every_item_of_every_line_is_in_the_conversation(@ForAll("sound") Made made) throws IOException {
        withFile(made.bytes(), file -> {
            RolloutCount count = RolloutCount.of(file);
            RolloutTrace graph = reduceBothWays(file);
            assertThat(graph.conversationItems()).hasSize(count.items + count.compactionItems);
            assertThat(graph.toolCalls()).hasSize(count.calls);
            assertThat(graph.inferenceCalls().values().stream()
                            .mapToLong(call ->
                                    call.usage() == null ? 0 : call.usage().outputTokens())
                            .sum())
                    .isEqualTo(count.outputTokens);
        });
    }

    @Property(tries = 200)
    void the_same_bytes_become_the_same_events(@ForAll("odd") Made made) throws IOException {
        withFile(made.bytes(), file -> assertThat(events(file)).isEqualTo(events(file)));
    }

    @Property(tries = 100)
    void a_body_that_is_asked_for_later_is_the_one_that_the_event_came_with(@ForAll("odd") Made made)
            throws IOException {
        withFile(made.bytes(), file -> {
            try (TranslatedRollout rollout = TranslatedRollout.open(file);
                    RolloutTranslator translator = RolloutTranslator.open(file)) {
                for (TranslatedEvent event = translator.next(); event != null; event = translator.next()) {
                    var refs = event.event().payload().payloads();
                    for (int i = 0; i < refs.size(); i++) {
                        assertThat(rollout.payload(refs.get(i)).bytes())
                                .isEqualTo(event.bodies().get(i).bytes());
                    }
                }
            }
        });
    }

    @Property(tries = 400)
    void whatever_agents_there_are_the_reduction_takes_what_becomes_of_them(
            @ForAll("odd") Made root, @ForAll("odd") Made one, @ForAll("odd") Made two) throws IOException {
        withAgents(root, one, two, files -> reduceBothWays(files.get(0), files.subList(1, 3)));
    }

    @Property(tries = 200)
    void items_and_calls_of_agents_are_those_of_all_of_them(
            @ForAll("sound") Made root, @ForAll("sound") Made one, @ForAll("sound") Made two) throws IOException {
        withAgents(root, one, two, files -> {
            RolloutTrace together = reduceBothWays(files.get(0), files.subList(1, 3));
            int items = 0;
            int calls = 0;
            for (Path file : files) {
                RolloutTrace alone = reduceBothWays(file);
                items += alone.conversationItems().size();
                calls += alone.toolCalls().size();
            }
            assertThat(together.threads()).hasSize(3);
            assertThat(together.conversationItems()).hasSize(items);
            assertThat(together.toolCalls()).hasSize(calls);
        });
    }

    @Property(tries = 400)
    void a_session_that_goes_on_in_another_rollout_is_what_it_would_be_in_one(
            @ForAll("odd") Made made, @ForAll @IntRange(max = 100) int percent, @ForAll boolean taken)
            throws IOException {
        Path folder = Files.createTempDirectory("home");
        Path first = folder.resolve("rollout-2026-01-02T03-04-05-" + SELF + ".jsonl");
        Path second = folder.resolve("rollout-2026-01-02T03-04-09-" + SELF + "_" + OTHER + ".jsonl");
        try {
            // Headers of what was gone on from are no part of it, not even their times.
            List<String> lines = made.lines().stream()
                    .filter(line -> !line.contains("session_meta") && !line.equals(BARE_META))
                    .toList();
            int cut = lines.size() * percent / 100;
            Files.write(first, new Made(lines, true).bytes());
            String whole = new String(json(reduceBothWays(first)), UTF_8);
            byte[] before = new Made(lines.subList(0, cut), true).bytes();
            int end = cut == 0 ? META.length() + 1 : before.length;
            if (taken) {
                // It was taken back: what came behind is no history.
                Files.write(first, before);
                Files.write(first, List.of("{}", META, "{}"), StandardOpenOption.APPEND);
            }
            // No time of its own: lines that have none take that of the line before.
            String header = META.replaceFirst("2026-01-02T03:04:05.000Z", "never")
                    .replace(
                            "\"source\"",
                            "\"history_base\":{\"thread_id\":\"" + SELF + "\",\"end_byte_offset\":" + end
                                    + "},\"source\"");
            Files.write(second, new Made(lines.subList(cut, lines.size()), true).bytes(header));
            assertThat(new String(json(reduceBothWays(second)), UTF_8)).isEqualTo(whole);
        } finally {
            Files.deleteIfExists(second);
            Files.deleteIfExists(first);
            Files.delete(folder);
        }
    }

    private interface LookAtAll {
        void at(List<Path> files) throws IOException;
    }

    private static void withAgents(Made root, Made one, Made two, LookAtAll look) throws IOException {
        withFile(
                root.bytes(),
                first -> withFile(
                        one.bytes(agent(OTHER, "/root/a")),
                        second -> withFile(
                                two.bytes(agent(SELF.replace("a4c", "a4d"), "/root")),
                                third -> look.at(List.of(first, second, third)))));
    }

    private static String agent(String id, String path) {
        return META.replace(SELF, id)
                .replace(
                        "\"source\":\"cli\"",
                        "\"source\":{\"subagent\":{\"thread_spawn\":{\"parent_thread_id\":\"" + SELF
                                + "\",\"agent_path\":\"" + path + "\"}}}");
    }

    private static byte[] events(Path file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (RolloutTranslator translator = RolloutTranslator.open(file)) {
            for (TranslatedEvent event = translator.next(); event != null; event = translator.next()) {
                all.writeBytes(RawEventJson.toLine(event.event()));
                event.bodies().forEach(body -> all.writeBytes(body.bytes()));
            }
        }
        return all.toByteArray();
    }

    private static RolloutTrace reduceBothWays(Path file) throws IOException {
        return reduceBothWays(file, List.of());
    }

    private static RolloutTrace reduceBothWays(Path file, List<Path> agents) throws IOException {
        ReplayResult fast = replay(file, agents).run();
        assertThat(fast.error()).isEmpty();
        assertThat(json(replay(file, agents).plainly().run().graph())).isEqualTo(json(fast.graph()));
        return fast.graph();
    }

    /** Not by {@link Sessions}: to a person a file without any line of a rollout is none, but it translates. */
    private static Replay replay(Path file, List<Path> agents) {
        return Replay.strict(() -> RolloutSource.openAnything(file, agents));
    }

    private static byte[] json(RolloutTrace graph) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GraphJson.write(graph, out);
        return out.toByteArray();
    }

    private interface Look {
        void at(Path file) throws IOException;
    }

    private static void withFile(byte[] bytes, Look look) throws IOException {
        Path file = Files.createTempFile("rollout-", ".jsonl");
        try {
            Files.write(file, bytes);
            look.at(file);
        } finally {
            Files.delete(file);
        }
    }
}
