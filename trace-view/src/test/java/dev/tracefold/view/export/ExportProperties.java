/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import dev.tracefold.model.graph.RolloutTrace;

/** Laws that hold for any graph, however little sense it makes. */
class ExportProperties {
    private interface Writing {
        long to(ByteArrayOutputStream stream) throws IOException;
    }

    private static byte[] bytes(Writing writing) throws IOException {
        var bytes = new ByteArrayOutputStream();
        writing.to(bytes);
        return bytes.toByteArray();
    }

    @Property(tries = 300)
    void slices_nest_and_arrows_bind(@ForAll long seed) throws IOException {
        RolloutTrace graph = AnySession.of(seed);

        TraceEventCheck trace = TraceEventCheck.of(bytes(new PerfettoExport(graph)::write));

        assertThat(trace.slices).isNotEmpty();
        assertThat(trace.processNames.get(2L)).isEqualTo("/root/" + AnySession.HOSTILE);
        // What comes later in the log is later in time.
        long lastSeq = -1;
        for (var slice : trace.slices) {
            long seq = slice.get("args").get("started_seq").asLong();
            assertThat(seq).isGreaterThanOrEqualTo(lastSeq);
            lastSeq = seq;
        }
    }

    @Property(tries = 200)
    void spans_have_valid_ids_and_parents_without_circles(@ForAll long seed) throws IOException {
        RolloutTrace graph = AnySession.of(seed);

        byte[] json = bytes(OtlpExport.of(graph, "1")::write);

        OtlpCheck.check(OtlpCheck.spans(json));
        assertThat(new String(json, UTF_8)).doesNotContain("secret words");
        byte[] told = bytes(OtlpExport.withContent(graph, "1")::write);
        OtlpCheck.check(OtlpCheck.spans(told));
        assertThat(new String(told, UTF_8)).contains("secret words");
    }

    @Property(tries = 100)
    void the_same_graph_gives_the_same_bytes(@ForAll long seed) throws IOException {
        RolloutTrace graph = AnySession.of(seed);
        RolloutTrace again = AnySession.of(seed);

        assertThat(bytes(new PerfettoExport(graph)::write)).isEqualTo(bytes(new PerfettoExport(again)::write));
        assertThat(bytes(OtlpExport.withContent(graph, "1")::write))
                .isEqualTo(bytes(OtlpExport.withContent(again, "1")::write));
        assertThat(bytes(new JsonLinesExport(graph)::write)).isEqualTo(bytes(new JsonLinesExport(again)::write));
    }

    @Property(tries = 100)
    void lines_are_json_whatever_they_hold(@ForAll long seed) throws IOException {
        String lines = new String(bytes(new JsonLinesExport(AnySession.of(seed))::write), UTF_8);

        boolean hostile = false;
        for (String line : lines.split("\n")) {
            var object = new ObjectMapper().readTree(line);
            hostile |= object.path("id").asText().endsWith(AnySession.HOSTILE);
        }
        assertThat(hostile).isTrue();
    }
}
