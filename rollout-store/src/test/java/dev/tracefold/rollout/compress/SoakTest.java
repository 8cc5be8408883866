/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.read.RolloutReader;
import dev.tracefold.rollout.testing.ChildJvm;
import dev.tracefold.rollout.testing.TestHome;

class SoakTest {
    private static final long SECONDS = Long.getLong("tracefold.soak.seconds", 10);

    /** How much must have happened for the soak to mean anything. A slow machine gets ten times as long for it. */
    private static final int LEAST_LINES = (int) SECONDS * 10;

    @TempDir
    Path temp;

    /** A child whose output is collected while it runs, and that is killed and started again at random. */
    private final class Restarted {
        private final Object[] command;
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        private ChildJvm child;
        private Thread collector;
        private int starts;

        Restarted(Object... command) {
            this.command = command;
        }

        void start() throws Exception {
            Object[] numbered = command.clone();
            for (int i = 0; i < numbered.length; i++) {
                numbered[i] = numbered[i].toString().replace("#", Integer.toString(starts));
            }
            starts++;
            ChildJvm started = new ChildJvm(numbered);
            child = started;
            collector = new Thread(() -> {
                try {
                    for (String line = started.readLine(); line != null; line = started.readLine()) {
                        lines.add(line);
                    }
                } catch (IOException e) {
                    // Killed in the middle of a line, which then does not count.
                }
            });
            collector.start();
        }

        boolean hasSaid(String part) {
            return Stream.of(lines.toArray(String[]::new)).anyMatch(line -> line.contains(part));
        }

        void stop() throws Exception {
            child.killHard();
            collector.join();
        }
    }

    @Test
    @DisplayName(
            "65 writers and compressors killed at random lose no acknowledged line, and count on where lines are counted")
    void soak() throws Exception {
        TestHome test = new TestHome(temp);
        List<Path> paths = List.of(test.sample(1), counted(test, 2), counted(test, 3));
        Restarted writer = writer(test, "w#-", "#7", paths);
        Restarted another = writer(test, "a#-", "#8", paths);
        Restarted worker = new Restarted("soak-worker", test.root());
        List<Restarted> all = List.of(writer, another, worker);
        for (Restarted each : all) {
            each.start();
        }
        Random random = new Random(65);
        long begun = System.nanoTime();
        while (secondsSince(begun) < SECONDS
                || secondsSince(begun) < SECONDS * 10
                        && (writer.lines.size() <= LEAST_LINES || !worker.hasSaid("COMPRESSED"))) {
            Thread.sleep(900 + random.nextInt(900));
            Restarted victim = all.get(random.nextInt(all.size()));
            victim.stop();
            victim.start();
        }
        for (Restarted each : all) {
            each.stop();
        }
        Set<String> present = new HashSet<>();
        for (Path path : paths) {
            try (RolloutReader reader = RolloutReader.open(path)) {
                for (RolloutLine line = reader.next(); line != null; line = reader.next()) {
                    present.add(line.payload().path("message").asText());
                }
                assertThat(reader.misnumberedLines()).isZero();
            }
        }
        assertThat(writer.lines).hasSizeGreaterThan(LEAST_LINES);
        assertThat(worker.lines).anyMatch(line -> line.contains("COMPRESSED"));
        assertThat(present).containsAll(writer.lines).containsAll(another.lines);
        assertThat(another.lines).isNotEmpty();
    }

    private Restarted writer(TestHome test, String prefix, String seed, List<Path> paths) {
        return new Restarted("soak-writer", test.root(), prefix, seed, paths.get(0), paths.get(1), paths.get(2));
    }

    /** A rollout whose lines have numbers. */
    private static Path counted(TestHome test, int n) throws IOException {
        Path path = test.sample(n);
        List<String> lines = TestHome.lines(path);
        for (int i = 0; i < lines.size(); i++) {
            lines.set(i, lines.get(i).replaceFirst(",", ",\"ordinal\":" + i + ","));
        }
        return TestHome.write(path, lines.toArray(String[]::new));
    }

    private static long secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000_000L;
    }
}
