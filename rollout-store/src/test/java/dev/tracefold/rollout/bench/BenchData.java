/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.bench;

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
import dev.tracefold.rollout.testing.Lines;

/** Makes the rollouts that are measured; the same arguments make the same bytes. */
final class BenchData {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] WORDS = words();

    private BenchData() {}

    private static String[] words() {
        Random random = new Random(7);
        String[] words = new String[4_000];
        for (int i = 0; i < words.length; i++) {
            StringBuilder word = new StringBuilder();
            for (int letters = 2 + random.nextInt(9); letters > 0; letters--) {
                word.append((char) ('a' + random.nextInt(26)));
            }
            words[i] = word.toString();
        }
        return words;
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder(length + 12);
        while (text.length() < length) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(12) == 0 ? ". " : " ");
        }
        return text.toString();
    }

    private static String item(Random random, int length) {
        return "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\""
                + text(random, length) + "\"}]}";
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /** One rollout of at least this size whose compactions repeat a history of 12 MB that slowly changes. */
    static Path repeatedHistory(RolloutHome home, long size) throws IOException {
        ThreadId id = Lines.id(1);
        Path path = home.livePath(RolloutName.of(START, id));
        Files.createDirectories(path.getParent());
        Random random = new Random(1);
        List<String> history = new ArrayList<>();
        long historySize = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20)) {
            write(out, Lines.meta(id));
            write(out, Lines.user("the one needle in this haystack is xylophone"));
            long written = 0;
            while (written < size) {
                do {
                    String item = item(random, 3_000);
                    history.add(item);
                    historySize += item.length();
                    String line = Lines.line("response_item", item);
                    write(out, line);
                    written += line.length();
                } while (historySize < 12_000_000);
                String compacted = Lines.line(
                        "compacted",
                        "{\"message\":\"summary\",\"replacement_history\":[" + String.join(",", history) + "]}");
                write(out, compacted);
                written += compacted.length();
                for (int drop = 0; drop < 20; drop++) {
                    historySize -=
                            history.remove(random.nextInt(history.size())).length();
                }
            }
            write(out, Lines.agent("and at the very end a glockenspiel"));
        }
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(30))));
        return path;
    }

    /** Many small rollouts, as a listing meets them. */
    static void many(RolloutHome home, int count, int messages) throws IOException {
        for (int n = 0; n < count; n++) {
            Random random = new Random(n);
            ThreadId id = Lines.id(n + 1);
            Path path = home.livePath(RolloutName.of(START.plusSeconds(n * 600L), id));
            Files.createDirectories(path.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
                write(out, Lines.meta(id, ",\"git\":{\"branch\":\"main\"}"));
                write(out, Lines.user("session " + n + " " + text(random, 60)));
                for (int m = 0; m < messages; m++) {
                    write(out, Lines.line("response_item", item(random, 400)));
                    write(
                            out,
                            Lines.line(
                                    "event_msg",
                                    "{\"type\":\"token_count\",\"info\":{\"total_token_usage\":{\"total_tokens\":" + m
                                            + "}}}"));
                }
            }
        }
    }

    /** Rollouts of 8 MiB that add up to this size; one in eight mentions the rare word in a message. */
    static void corpus(RolloutHome home, long size) throws IOException {
        long written = 0;
        for (int n = 0; written < size; n++) {
            Random random = new Random(n);
            ThreadId id = Lines.id(n + 1);
            Path path = home.livePath(RolloutName.of(START.plusSeconds(n * 600L), id));
            Files.createDirectories(path.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
                write(out, Lines.meta(id));
                write(out, Lines.user("session " + n));
                for (long bytes = 0; bytes < 8L << 20; ) {
                    String line = Lines.line(
                            random.nextInt(3) == 0 ? "response_item" : "world_state",
                            item(random, 200 + random.nextInt(6_000)));
                    write(out, line);
                    bytes += line.length();
                }
                write(out, Lines.agent(n % 8 == 0 ? "the Xylophone plays" : "done"));
            }
            written += Files.size(path);
        }
    }
}
