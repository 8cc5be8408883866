/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.writer.Durability;
import dev.tracefold.writer.WrittenBundle;

/**
 * Whatever instant the process dies, every complete line replays. Sixteen instants in a usual build, two hundred with
 * {@code -Dtracefold.soak=true}.
 */
class KilledRecorderTest {
    private static final boolean SOAK = Boolean.getBoolean("tracefold.soak");
    private static final int KILLS = SOAK ? 200 : 16;

    @TempDir
    private Path temp;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void a_kill_at_any_instant_leaves_a_bundle_that_replays() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long events = 0;
        long torn = 0;
        for (int i = 0; i < KILLS; i++) {
            Path root = Files.createDirectory(temp.resolve("run-" + i));
            Path bundle =
                    recordAndKill(root, i % 4 == 3 ? Durability.DISK : Durability.OS, random.nextInt(SOAK ? 400 : 150));
            WrittenBundle written = WrittenBundle.readTorn(bundle);
            assertThat(written.events()).as("run %s of seed %s", i, seed).hasSizeGreaterThanOrEqualTo(2);
            events += written.events().size();
            torn += written.payloadFiles().stream().anyMatch(name -> name.endsWith(".partial")) ? 1 : 0;
            delete(root);
        }
        System.out.printf("%d kills, %d events, %d kills amid a payload%n", KILLS, events, torn);
    }

    private static Path recordAndKill(Path root, Durability durability, int millis) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessRecorder.class.getName(),
                        root.toString(),
                        durability.name()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String bundle = out.readLine();
            assertThat(bundle).isNotNull();
            Thread.sleep(millis);
            process.destroyForcibly().waitFor();
            return Path.of(bundle);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
