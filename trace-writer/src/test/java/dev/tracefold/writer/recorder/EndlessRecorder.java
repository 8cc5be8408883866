/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.writer.Durability;
import dev.tracefold.writer.WriterOptions;

/** A program that records from four threads until it is killed. Prints where, once it has begun. */
final class EndlessRecorder {
    private EndlessRecorder() {}

    public static void main(String[] args) {
        RecorderConfig config = RecorderConfig.defaults()
                .withWriter(WriterOptions.defaults().withDurability(Durability.valueOf(args[1])));
        TraceRecorder recorder = TraceRecorder.start(Path.of(args[0]), ScriptedSession.metadata(), config);
        for (int i = 0; i < 4; i++) {
            int worker = i;
            new Thread(() -> record(recorder.rootThread(), worker)).start();
        }
        System.out.println(Objects.requireNonNull(recorder.bundle()));
        System.out.flush();
    }

    private static void record(ThreadTrace thread, int worker) {
        for (int n = 0; ; n++) {
            TurnId turn = new TurnId("turn-" + worker + "-" + n);
            String text = "word ".repeat(1 + (n * 7919 + worker) % 5000);
            thread.recordTurnStarted(turn);
            InferenceAttempt attempt =
                    thread.inference(() -> new ModelCall(turn, "m", "p")).newAttempt();
            attempt.recordStarted(() -> Map.of("input", List.of(ScriptedSession.message("user", text))));
            attempt.recordCompleted(
                    null, null, () -> ResponseBody.of(List.of(ScriptedSession.message("assistant", text))));
            thread.recordProtocolEvent("small", () -> Map.of("n", text.length()));
            thread.recordTurnEnded(turn, ExecutionStatus.COMPLETED);
        }
    }
}
