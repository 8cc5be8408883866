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
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.ThreadId;

/**
 * Makes the homes whose rollouts are measured; the same arguments make the same bytes. Arguments: what, where, and how
 * many, of bytes or of rollouts.
 */
public final class MakeRollouts {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int HISTORY = 12_000_000;
    private static final int TURNS_OF_A_WINDOW = 8;
    private static final int ROLLOUT_OF_A_CORPUS = 8 << 20;

    private final RolloutHome home;
    private final Words words = new Words();

    private MakeRollouts(Path home) {
        this.home = new RolloutHome(home);
    }

    public static void main(String... args) throws IOException {
        MakeRollouts make = new MakeRollouts(Path.of(args[1]));
        long size = Long.parseLong(args[2]);
        switch (args[0]) {
            case "repeated" -> make.repeatedHistory(size);
            case "session" -> make.session(size);
            case "corpus" -> make.corpus(size);
            case "many" -> make.many(size);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** One rollout whose compactions repeat a history of 12 MB that slowly changes. */
    private void repeatedHistory(long size) throws IOException {
        Random random = new Random(1);
        List<String> history = new ArrayList<>();
        long length = 0;
        try (Rollout rollout = new Rollout(1)) {
            rollout.user("the one needle in this haystack is xylophone");
            while (rollout.written < size) {
                do {
                    String item = message(random, 3_000);
                    history.add(item);
                    length += item.length();
                    rollout.line("response_item", item);
                } while (length < HISTORY);
                rollout.line(
                        "compacted",
                        "{\"message\":\"summary\",\"replacement_history\":[" + String.join(",", history) + "]}");
                for (int drop = 0; drop < 20; drop++) {
                    length -= history.remove(random.nextInt(history.size())).length();
                }
            }
            rollout.agent("and at the very end a glockenspiel");
        }
    }

    /** One rollout of many turns with commands, whose outputs come three times, as those of real sessions do. */
    private void session(long size) throws IOException {
        Random random = new Random(5);
        try (Rollout rollout = new Rollout(1)) {
            for (int turn = 1; rollout.written < size; turn++) {
                rollout.event("{\"type\":\"task_started\",\"turn_id\":\"turn-" + turn + "\"}");
                rollout.line(
                        "turn_context",
                        "{\"turn_id\":\"turn-" + turn
                                + "\",\"cwd\":\"/home/ada/shop\",\"model\":\"m-1\",\"instructions\":\""
                                + words.text(random, 3_000) + "\"}");
                rollout.user(words.text(random, 300));
                for (int call = 4 + random.nextInt(26); call > 0; call--) {
                    command(rollout, random, "call_" + turn + "_" + call);
                }
                rollout.line("response_item", message(random, 900));
                rollout.event("{\"type\":\"task_complete\",\"turn_id\":\"turn-" + turn + "\"}");
                if (turn % TURNS_OF_A_WINDOW == 0) {
                    rollout.line(
                            "compacted", "{\"message\":\"\",\"replacement_history\":[" + message(random, 4_000) + "]}");
                }
            }
        }
    }

    private void command(Rollout rollout, Random random, String id) throws IOException {
        String thought = words.text(random, 200);
        rollout.line(
                "response_item",
                "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"" + thought
                        + "\"}],\"content\":null,\"encrypted_content\":\"" + words.text(random, 1_500) + "\"}");
        rollout.event("{\"type\":\"agent_reasoning\",\"text\":\"" + thought + "\"}");
        rollout.line(
                "response_item",
                "{\"type\":\"function_call\",\"name\":\"exec_command\",\"arguments\":\"{\\\"cmd\\\":\\\""
                        + words.text(random, 120) + "\\\"}\",\"call_id\":\"" + id + "\"}");
        String usage = "{\"input_tokens\":9000,\"cached_input_tokens\":8000,\"output_tokens\":50,"
                + "\"reasoning_output_tokens\":20,\"total_tokens\":9050}";
        rollout.event("{\"type\":\"token_count\",\"info\":{\"total_token_usage\":" + usage + ",\"last_token_usage\":"
                + usage + ",\"model_context_window\":272000}}");
        String output = words.text(random, List.of(200, 800, 3_000, 9_000).get(random.nextInt(4)));
        rollout.event("{\"type\":\"exec_command_end\",\"call_id\":\"" + id
                + "\",\"command\":[\"bash\",\"-lc\",\"x\"],\"cwd\":\"/home/ada/shop\",\"stdout\":\"" + output
                + "\",\"stderr\":\"\",\"aggregated_output\":\"" + output
                + "\",\"exit_code\":0,\"duration\":{\"secs\":1,\"nanos\":0},\"formatted_output\":\"" + output
                + "\",\"status\":\"completed\"}");
        rollout.line(
                "response_item",
                "{\"type\":\"function_call_output\",\"call_id\":\"" + id + "\",\"output\":\"" + output + "\"}");
    }

    /** Rollouts of 8 MiB that add up to a size; one in eight mentions the rare word in a message. */
    private void corpus(long size) throws IOException {
        long written = 0;
        for (int n = 0; written < size; n++) {
            Random random = new Random(n);
            try (Rollout rollout = new Rollout(n + 1)) {
                rollout.user("session " + n);
                while (rollout.written < ROLLOUT_OF_A_CORPUS) {
                    rollout.line(
                            random.nextInt(3) == 0 ? "response_item" : "world_state",
                            message(random, 200 + random.nextInt(6_000)));
                }
                rollout.agent(n % 8 == 0 ? "the Xylophone plays" : "done");
                written += rollout.written;
            }
        }
    }

    /** Many small rollouts, as a listing meets them. */
    private void many(long count) throws IOException {
        for (int n = 0; n < count; n++) {
            Random random = new Random(n);
            try (Rollout rollout = new Rollout(n + 1)) {
                rollout.user("session " + n + " " + words.text(random, 60));
                for (int message = 0; message < 10; message++) {
                    rollout.line("response_item", message(random, 400));
                    rollout.event("{\"type\":\"token_count\",\"info\":{\"total_token_usage\":{\"total_tokens\":"
                            + message + "}}}");
                }
            }
        }
    }

    private String message(Random random, int length) {
        return "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\""
                + words.text(random, length) + "\"}]}";
    }

    /** A rollout while it is written; cold when it is closed. */
    private final class Rollout implements AutoCloseable {
        private final Path path;
        private final OutputStream out;
        private long written;

        Rollout(int n) throws IOException {
            ThreadId id = new ThreadId(String.format("018f0c52-0000-7000-8000-%012x", n));
            path = home.livePath(RolloutName.of(START.plusSeconds(n * 600L), id));
            Files.createDirectories(path.getParent());
            out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 18);
            line(
                    "session_meta",
                    "{\"id\":\"" + id + "\",\"timestamp\":\"2026-01-01T09:59:58.004Z\",\"cwd\":\"/home/ada/shop\","
                            + "\"originator\":\"shop_cli\",\"cli_version\":\"1.4.0\",\"source\":\"cli\","
                            + "\"model_provider\":\"acme\",\"git\":{\"branch\":\"main\"}}");
        }

        void line(String type, String payload) throws IOException {
            byte[] line = ("{\"timestamp\":\"2026-01-01T10:00:00.120Z\",\"type\":\"" + type + "\",\"payload\":"
                            + payload + "}\n")
                    .getBytes(StandardCharsets.UTF_8);
            out.write(line);
            written += line.length;
        }

        void event(String payload) throws IOException {
            line("event_msg", payload);
        }

        void user(String text) throws IOException {
            event("{\"type\":\"user_message\",\"message\":\"" + text + "\",\"images\":[]}");
        }

        void agent(String text) throws IOException {
            event("{\"type\":\"agent_message\",\"message\":\"" + text + "\"}");
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(30))));
        }
    }
}
