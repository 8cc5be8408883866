/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.writer.EventContext;
import dev.tracefold.writer.TraceWriter;
import dev.tracefold.writer.WriterOptions;

/**
 * Payloads and events on their way to the disk, below the directory for temporary files. The scores of the requests are
 * requests a second, with the megabytes a second beside them.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class WriterBenchmark {
    private static final EventContext CONTEXT = EventContext.of(Samples.THREAD, Samples.TURN);

    /** A bundle that is thrown away after each iteration, so that the disk does not fill. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // The harness opens it before anything else.
    public static class Bundle {
        private Path directory;
        private TraceWriter writer;
        private final JsonNode request = Samples.request();
        private final RawEventPayload event = Samples.smallEvent();
        private byte[] requestJson;

        @Setup(Level.Iteration)
        public void open() throws IOException {
            directory = Files.createTempDirectory("tracefold-bench");
            requestJson = new ObjectMapper().writeValueAsBytes(request);
            writer = TraceWriter.create(
                    directory.resolve("bundle"),
                    new TraceId("bench"),
                    Samples.ROLLOUT,
                    Samples.THREAD,
                    WriterOptions.defaults());
        }

        @TearDown(Level.Iteration)
        public void close() throws IOException {
            writer.close();
            Samples.delete(directory);
        }
    }

    /** How many bytes went to the disk. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Volume {
        /** Counted in millions. */
        public double megabytes;

        @Setup(Level.Iteration)
        public void reset() {
            megabytes = 0;
        }

        void add(Bundle bundle, PayloadRef ref) throws IOException {
            megabytes += Files.size(bundle.directory.resolve("bundle").resolve(ref.path())) / 1e6;
        }
    }

    @Benchmark
    public PayloadRef requestOfTree(Bundle bundle, Volume volume) throws IOException {
        PayloadRef ref = bundle.writer.writePayload(PayloadKind.INFERENCE_REQUEST, bundle.request);
        volume.add(bundle, ref);
        return ref;
    }

    @Benchmark
    public PayloadRef requestOfJson(Bundle bundle, Volume volume) throws IOException {
        PayloadRef ref = bundle.writer.writeJsonPayload(PayloadKind.INFERENCE_REQUEST, bundle.requestJson);
        volume.add(bundle, ref);
        return ref;
    }

    @Benchmark
    @Threads(1)
    public RawTraceEvent appendFromOneThread(Bundle bundle) throws IOException {
        return bundle.writer.append(CONTEXT, bundle.event);
    }

    @Benchmark
    @Threads(4)
    public RawTraceEvent appendFromFourThreads(Bundle bundle) throws IOException {
        return bundle.writer.append(CONTEXT, bundle.event);
    }
}
