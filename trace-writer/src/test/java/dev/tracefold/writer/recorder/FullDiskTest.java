/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.model.id.TurnId;
import dev.tracefold.writer.WrittenBundle;

/** A disk that is really full: a small one in memory, where the system lets us have it. Else the faulty disk must do. */
class FullDiskTest {
    @TempDir
    private Path temp;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(temp.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString());
        assumeTrue(mounted, "no right to mount a small disk");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    @Test
    void a_payload_without_room_is_lost_and_later_ones_are_not() throws Exception {
        TraceRecorder recorder = TraceRecorder.start(disk, ScriptedSession.metadata(), RecorderConfig.defaults());
        ThreadTrace root = recorder.rootThread();
        root.recordProtocolEvent("too large", () -> "x".repeat(1_000_000));
        root.recordProtocolEvent("small", () -> "x");
        recorder.close();

        assertThat(recorder.losses().byReason()).isEqualTo(Map.of(LossReason.PAYLOAD_NOT_WRITTEN, 1L));
        WrittenBundle written = WrittenBundle.read(Objects.requireNonNull(recorder.bundle()));
        assertThat(written.events()).hasSize(3);
        assertThat(written.payloadFiles()).containsExactly("1.json", "2.json");
    }

    @Test
    void a_log_without_room_ends_the_recording_and_the_host_goes_on() throws Exception {
        TraceRecorder recorder = TraceRecorder.start(disk, ScriptedSession.metadata(), RecorderConfig.defaults());
        ThreadTrace root = recorder.rootThread();
        assertThatNoException().isThrownBy(() -> {
            for (int n = 0; n < 5000; n++) {
                int i = n;
                root.startChild(() -> ThreadMetadata.of(ScriptedSession.CHILD, "/root/w"));
                root.recordTurnStarted(new TurnId("turn-" + i));
            }
            recorder.close();
        });

        assertThat(recorder.losses().count(LossReason.LOG_FAILED)).isPositive();
        WrittenBundle written = WrittenBundle.readTorn(Objects.requireNonNull(recorder.bundle()));
        assertThat(written.events()).hasSizeGreaterThan(100);
    }
}
