/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed at random. */
class KilledPackerTest {
    private static final long SECONDS = Long.getLong("tracefold.soak.seconds", 10);

    @TempDir
    Path temp;

    @Test
    void a_packer_that_is_killed_leaves_a_whole_bundle_plain_or_packed() throws Exception {
        Path bundle = Plain.write(temp.resolve("b"), 60, 300);
        Path packed = temp.resolve("b.tfb");
        Map<String, String> whole = Plain.snapshot(bundle);
        Random random = new Random(10);
        int plainLeft = 0;
        int packedLeft = 0;
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        for (int round = 0; round < 4 || System.nanoTime() < end; round++) {
            kill(bundle, random.nextInt(400));
            if (Files.exists(bundle)) {
                plainLeft++;
                assertThat(Plain.snapshot(bundle)).isEqualTo(whole);
            } else {
                packedLeft++;
                new BundleUnpacker(PackProgress.NONE).unpack(packed, bundle);
                assertThat(Plain.snapshot(bundle)).isEqualTo(whole);
            }
            new BundlePacker(PackProgress.NONE).pack(bundle, false);
            try (var names = Files.list(temp)) {
                assertThat(names).as("nothing is left over").containsExactly(packed);
            }
            new BundleUnpacker(PackProgress.NONE).unpack(packed, bundle);
            Files.delete(packed);
        }
        assertThat(plainLeft + packedLeft).isGreaterThanOrEqualTo(4);
    }

    private static void kill(Path bundle, int afterMs) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PackAndUnpackMain.class.getName(),
                        bundle.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.getInputStream().read()).isEqualTo('g');
        Thread.sleep(afterMs);
        assertThat(process.isAlive())
                .as("the packer goes on until it is killed")
                .isTrue();
        process.destroyForcibly().waitFor();
    }
}
