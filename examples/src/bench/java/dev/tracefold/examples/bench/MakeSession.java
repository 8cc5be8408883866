/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Makes the rollout of one long session, all of one kind of work: what is fast with commands may be slow with something else.
 * The same arguments make the same bytes. Arguments: which kind, where to, how many bytes at least.
 */
public final class MakeSession {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final int WINDOW = 8;
    private static final int MESSAGES_KEPT = 50;

    /** What a turn consists of. */
    private enum Kind {
        /** Commands, whose outputs come three times, as those of some versions do. */
        COMMANDS,
        /** Commands whose outputs come once, all in one turn that never ends. */
        ONE_TURN,
        /** Thoughts and answers, both of which come twice. */
        REASONING,
        /** Calls whose arguments are long, as where files are written: a text of JSON in a text of JSON. */
        ARGUMENTS,
        /** Patches, whose text comes three times. */
        PATCHES,
        /** Calls of tools that another process has. */
        MCP,
        /** Pictures that somebody shows. */
        PICTURES,
        /** Compactions that repeat what users have said. */
        COMPACTIONS,
        /** Commands, of whose outputs all is escaped that can be, as programs do that rewrite rollouts. */
        ESCAPED
    }

    private final Words words = new Words();
    private final Random random = new Random(5);
    private final Deque<String> asked = new ArrayDeque<>();
    private final OutputStream out;
    private long written;
    private int count;
    private int turn;
    private int call;
    private long inference;

    private MakeSession(OutputStream out) {
        this.out = out;
    }

    public static void main(String... args) throws IOException {
        Kind kind = Kind.valueOf(args[0]);
        long size = Long.parseLong(args[2]);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[1])), 1 << 18)) {
            new MakeSession(out).session(kind, size);
        }
    }

    private void session(Kind kind, long size) throws IOException {
        line(
                "session_meta",
                "{\"id\":\"018f0c52-0000-7000-8000-000000000001\",\"timestamp\":\"2026-01-01T09:59:58.004Z\","
                        + "\"cwd\":\"/home/ada/shop\",\"originator\":\"shop_cli\",\"cli_version\":\"1.4.0\","
                        + "\"source\":\"cli\",\"model_provider\":\"acme\"}");
        while (written < size) {
            begin();
            do {
                work(kind);
            } while (kind == Kind.ONE_TURN && written < size);
            if (turn % WINDOW == 0) {
                compaction(kind == Kind.COMPACTIONS ? MESSAGES_KEPT : 1);
            }
            event("{\"type\":\"task_complete\",\"turn_id\":\"turn-" + turn + "\"}");
        }
    }

    private void begin() throws IOException {
        turn++;
        String question = words.text(random, 300);
        event("{\"type\":\"task_started\",\"turn_id\":\"turn-" + turn + "\"}");
        line(
                "turn_context",
                "{\"turn_id\":\"turn-" + turn + "\",\"cwd\":\"/home/ada/shop\",\"model\":\"m-1\",\"instructions\":\""
                        + words.text(random, 3_000) + "\"}");
        item(message("user", "input_text", question));
        event("{\"type\":\"user_message\",\"message\":\"" + question + "\",\"images\":[]}");
    }

    private void work(Kind kind) throws IOException {
        switch (kind) {
            case COMMANDS, ESCAPED -> {
                for (int calls = 4 + random.nextInt(26); calls > 0; calls--) {
                    thought(1_500);
                    command(kind == Kind.ESCAPED);
                }
                item(message("assistant", "output_text", words.text(random, 900)));
            }
            case ONE_TURN -> {
                function("shell", "{\\\"command\\\":[\\\"ls\\\"]}");
                tokens();
                output("function_call_output", "\"" + lines(1_500) + "\"");
            }
            case REASONING -> {
                thought(2_000);
                String answer = words.text(random, 600);
                item(message("assistant", "output_text", answer));
                event("{\"type\":\"agent_message\",\"message\":\"" + answer + "\"}");
                tokens();
            }
            case ARGUMENTS -> {
                function(
                        "write_file",
                        "{\\\"path\\\":\\\"f" + call + "\\\",\\\"content\\\":\\\"" + escapedAgain(lines(3_000))
                                + "\\\"}");
                tokens();
                output("function_call_output", "\"written\"");
            }
            case PATCHES -> patch();
            case MCP -> otherTool();
            case PICTURES -> picture();
            case COMPACTIONS -> {
                String question = "\"" + lines(2_000) + "\"";
                asked.addLast("{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":"
                        + question + "}]}");
                item(asked.getLast());
                item(message("assistant", "output_text", words.text(random, 900)));
                tokens();
            }
        }
    }

    private void thought(int encrypted) throws IOException {
        String thought = words.text(random, 200);
        item("{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"" + thought
                + "\"}],\"content\":null,\"encrypted_content\":\""
                + words.text(random, encrypted).replace(' ', '+') + "\"}");
        event("{\"type\":\"agent_reasoning\",\"text\":\"" + thought + "\"}");
    }

    private void command(boolean escaped) throws IOException {
        function("exec_command", "{\\\"cmd\\\":\\\"" + words.text(random, 120) + "\\\"}");
        tokens();
        String output = lines(List.of(200, 800, 3_000, 9_000).get(random.nextInt(4)));
        String said = "\"" + (escaped ? escaped(output) : output) + "\"";
        event("{\"type\":\"exec_command_end\",\"call_id\":\"call_" + call
                + "\",\"command\":[\"bash\",\"-lc\",\"x\"],\"cwd\":\"/home/ada/shop\",\"stdout\":" + said
                + ",\"stderr\":\"\",\"aggregated_output\":" + said
                + ",\"exit_code\":0,\"duration\":{\"secs\":1,\"nanos\":0},\"formatted_output\":" + said
                + ",\"status\":\"completed\"}");
        output("function_call_output", said);
    }

    private void patch() throws IOException {
        call++;
        String patch = "\"*** Begin Patch\\n*** Update File: f" + call + "\\n" + lines(2_500) + "*** End Patch\\n\"";
        String changes = "\"changes\":{\"/home/ada/shop/f" + call + "\":{\"type\":\"update\",\"unified_diff\":" + patch
                + ",\"move_path\":null}}}";
        item("{\"type\":\"custom_tool_call\",\"status\":\"completed\",\"call_id\":\"call_" + call
                + "\",\"name\":\"apply_patch\",\"input\":" + patch + "}");
        tokens();
        event("{\"type\":\"patch_apply_begin\",\"call_id\":\"call_" + call + "\",\"auto_approved\":true," + changes);
        event("{\"type\":\"patch_apply_end\",\"call_id\":\"call_" + call
                + "\",\"stdout\":\"Success\",\"stderr\":\"\",\"success\":true," + changes);
        output(
                "custom_tool_call_output",
                "\"{\\\"output\\\":\\\"Success\\\",\\\"metadata\\\":{\\\"exit_code\\\":0}}\"");
    }

    private void otherTool() throws IOException {
        function("server__look", "{\\\"x\\\":" + call + "}");
        tokens();
        String invocation = "\"call_id\":\"call_" + call
                + "\",\"invocation\":{\"server\":\"server\",\"tool\":\"look\",\"arguments\":{\"x\":1}}";
        String text = "\"" + lines(2_500) + "\"";
        event("{\"type\":\"mcp_tool_call_begin\"," + invocation + "}");
        event("{\"type\":\"mcp_tool_call_end\"," + invocation
                + ",\"duration\":{\"secs\":1,\"nanos\":0},\"result\":{\"Ok\":{\"content\":[{\"type\":\"text\",\"text\":"
                + text + "}],\"isError\":false}}}");
        output("function_call_output", "[{\"type\":\"input_text\",\"text\":" + text + "}]");
    }

    private void picture() throws IOException {
        item("{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":"
                + "\"data:image/png;base64," + words.text(random, 300_000).replace(' ', '+') + "\"}]}");
        item(message("assistant", "output_text", words.text(random, 300)));
        tokens();
    }

    private void compaction(int kept) throws IOException {
        if (asked.isEmpty()) {
            asked.add(message("user", "input_text", words.text(random, 1_000)));
        }
        while (asked.size() > kept) {
            asked.removeFirst();
        }
        line("compacted", "{\"message\":\"\",\"replacement_history\":[" + String.join(",", asked) + "]}");
        event("{\"type\":\"context_compacted\"}");
    }

    private void function(String name, String arguments) throws IOException {
        call++;
        item("{\"type\":\"function_call\",\"name\":\"" + name + "\",\"arguments\":\"" + arguments
                + "\",\"call_id\":\"call_" + call + "\"}");
    }

    private void output(String type, String said) throws IOException {
        item("{\"type\":\"" + type + "\",\"call_id\":\"call_" + call + "\",\"output\":" + said + "}");
    }

    private void tokens() throws IOException {
        inference++;
        event("{\"type\":\"token_count\",\"info\":{\"total_token_usage\":" + usage(inference) + ",\"last_token_usage\":"
                + usage(1) + ",\"model_context_window\":272000}}");
    }

    private static String usage(long inferences) {
        return "{\"input_tokens\":" + inferences * 9_000 + ",\"cached_input_tokens\":" + inferences * 8_000
                + ",\"output_tokens\":" + inferences * 50 + ",\"reasoning_output_tokens\":" + inferences * 20
                + ",\"total_tokens\":" + inferences * 9_050 + "}";
    }

    private static String message(String role, String type, String text) {
        return "{\"type\":\"message\",\"role\":\"" + role + "\",\"content\":[{\"type\":\"" + type + "\",\"text\":\""
                + text + "\"}]}";
    }

    /** Text as commands print it, as JSON has it: lines, with what must be escaped, and what is not ASCII. */
    private String lines(int length) {
        StringBuilder text = new StringBuilder(length + 80);
        while (text.length() < length) {
            text.append(words.text(random, 50)).append(random.nextBoolean() ? "\\\"é\\\"\\n" : "\\t\\u001b[31m–\\n");
        }
        return text.toString();
    }

    private static String escapedAgain(String json) {
        return json.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String escaped(String text) {
        return text.replace("é", "\\u00e9").replace("–", "\\u2013");
    }

    private void item(String payload) throws IOException {
        line("response_item", payload);
    }

    private void event(String payload) throws IOException {
        line("event_msg", payload);
    }

    private void line(String type, String payload) throws IOException {
        count++;
        String time = START.plusMillis(count * 7L + 1).toString();
        byte[] line = ("{\"timestamp\":\"" + time + "\",\"type\":\"" + type + "\",\"payload\":" + payload + "}\n")
                .getBytes(StandardCharsets.UTF_8);
        out.write(line);
        written += line.length;
    }
}
