/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.HexFormat;

import dev.tracefold.model.graph.RolloutTrace;

/**
 * A session as one trace in the JSON of OTLP, an {@code ExportTraceServiceRequest}, with the attributes of the GenAI
 * conventions. Not to be shared between threads.
 */
public final class OtlpExport {
    private static final int MOST_SPANS = 512;
    private static final int MOST_BYTES = 4 << 20;

    private final RolloutTrace graph;
    private final boolean content;
    private final String begin;

    private OtlpExport(RolloutTrace graph, boolean content, String version) {
        this.graph = graph;
        this.content = content;
        Resource resource = Resource.newBuilder()
                .addAllAttributes(new Attributes()
                        .text("service.name", "tracefold")
                        .text("tracefold.rollout.id", graph.rolloutId().value())
                        .bool("tracefold.content", content)
                        .list())
                .build();
        InstrumentationScope scope = InstrumentationScope.newBuilder()
                .setName("dev.tracefold")
                .setVersion(version)
                .build();
        this.begin =
                "{\"resourceSpans\":[{\"resource\":" + OtlpJson.of(resource).compact() + ",\"scopeSpans\":[{\"scope\":"
                        + OtlpJson.of(scope).compact() + ",\"spans\":[";
    }

    private static final String END = "\n]}]}]}\n";

    /**
     * Of that graph, without what was said, typed and printed.
     *
     * @param version of the program that exports
     */
    public static OtlpExport of(RolloutTrace graph, String version) {
        return new OtlpExport(graph, false, version);
    }

    /** The same with the beginnings of what was said, typed and printed. */
    public static OtlpExport withContent(RolloutTrace graph, String version) {
        return new OtlpExport(graph, true, version);
    }

    /** The id of the trace, as collectors show it. */
    public String traceId() {
        return HexFormat.of().formatHex(new OtlpIds(graph.rolloutId()).trace().toByteArray());
    }

    /**
     * Writes one request with all spans, one a line; the stream is flushed and stays open.
     *
     * @return how many spans there are
     * @throws IOException if the stream cannot be written
     */
    public long write(OutputStream utf8) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(utf8, UTF_8), 1 << 15);
        writer.write(begin);
        String[] before = {"\n"};
        long spans = new OtlpSpans(graph, content).<IOException>forEach(span -> {
            writer.write(before[0]);
            writer.write(OtlpJson.of(span).compact());
            before[0] = ",\n";
        });
        writer.write(END);
        writer.flush();
        return spans;
    }

    /**
     * Sends all spans, in as many requests as they need.
     *
     * @return what the collector made of them
     * @throws IOException if it cannot be reached, or refuses; what was sent before it has
     */
    public Delivery send(Collector collector) throws IOException {
        Batch batch = new Batch(collector);
        new OtlpSpans(graph, content).forEach(batch);
        batch.flush();
        return batch.delivery;
    }

    /** Spans on their way: as many at a time as a collector takes. */
    private final class Batch implements OtlpSpans.Sink<IOException> {
        private final Collector collector;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private Delivery delivery = Delivery.NOTHING;
        private int spans;

        Batch(Collector collector) {
            this.collector = collector;
        }

        @Override
        public void accept(io.opentelemetry.proto.trace.v1.Span span) throws IOException {
            byte[] json = OtlpJson.of(span).compact().getBytes(UTF_8);
            if (spans == MOST_SPANS || (spans > 0 && body.size() + json.length > MOST_BYTES)) {
                flush();
            }
            body.writeBytes((spans == 0 ? begin + "\n" : ",\n").getBytes(UTF_8));
            body.writeBytes(json);
            spans++;
        }

        void flush() throws IOException {
            if (spans > 0) {
                body.writeBytes(END.getBytes(UTF_8));
                delivery = delivery.plus(spans, collector.post(body.toByteArray()));
                body.reset();
                spans = 0;
            }
        }
    }
}
