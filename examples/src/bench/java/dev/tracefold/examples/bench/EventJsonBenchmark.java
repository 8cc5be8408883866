/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.raw.RawTraceEvent;

/** Lines of the log, read and written. The scores are events a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Benchmark)
public class EventJsonBenchmark {
    private final RawTraceEvent event = Samples.toolStart(7);
    private final byte[] line = RawEventJson.toLine(event);

    @Benchmark
    public RawTraceEvent decode() throws MalformedJsonException {
        return RawEventJson.read(line, 0, line.length - 1, 1);
    }

    @Benchmark
    public byte[] encode() {
        return RawEventJson.toLine(event);
    }
}
