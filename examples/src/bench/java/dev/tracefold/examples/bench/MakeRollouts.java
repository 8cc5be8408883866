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
