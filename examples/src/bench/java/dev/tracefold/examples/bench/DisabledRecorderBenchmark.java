/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.tracefold.writer.recorder.InferenceAttempt;
import dev.tracefold.writer.recorder.ModelCall;
import dev.tracefold.writer.recorder.ResponseBody;
import dev.tracefold.writer.recorder.ThreadTrace;
import dev.tracefold.writer.recorder.TraceRecorder;

/** What a host pays for a recorder that is off; run it with {@code -prof gc}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class DisabledRecorderBenchmark {
    // Not final, so that the compiler cannot know them.
    private ThreadTrace thread = TraceRecorder.disabled().rootThread();
    private String text = "turn";

    /** One event. */
    @Benchmark
    public void protocolEvent() {
        thread.recordProtocolEvent("turn_started", () -> text);
    }

    /** A whole request: three handles' worth of calls. */
    @Benchmark
    public InferenceAttempt inference() {
        Supplier<ModelCall> call = () -> new ModelCall(Samples.TURN, text, text);
        InferenceAttempt attempt = thread.inference(call).newAttempt();
        attempt.recordStarted(() -> text);
        attempt.recordCompleted(null, null, () -> ResponseBody.of(List.of(text)));
        return attempt;
    }
}
