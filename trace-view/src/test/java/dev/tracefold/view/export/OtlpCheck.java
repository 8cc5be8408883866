/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads OTLP JSON as protobuf's own reader does, once the ids are as that wants them, and looks at the spans. */
final class OtlpCheck {
    private OtlpCheck() {}

    static List<Span> spans(byte[] json) throws IOException {
        JsonNode root = new ObjectMapper().readTree(json);
        toBase64(root);
        var request = ExportTraceServiceRequest.newBuilder();
        // Fields that OTLP does not have are refused.
        JsonFormat.parser().merge(root.toString(), request);
        List<Span> spans = new ArrayList<>();
        request.getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
        return spans;
    }

    private static void toBase64(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : List.of("traceId", "spanId", "parentSpanId")) {
                if (object.has(name)) {
                    byte[] id = HexFormat.of().parseHex(object.get(name).asText());
                    object.put(name, Base64.getEncoder().encodeToString(id));
                }
            }
            for (String name : List.of("kind", "code")) {
                assertThat(!object.has(name) || object.get(name).isInt()).isTrue();
            }
        }
        node.forEach(OtlpCheck::toBase64);
    }

    /** One trace, one root, valid ids, parents that are there and no circles. */
    static void check(List<Span> spans) {
        Map<ByteString, Span> byId = new HashMap<>();
        Set<ByteString> traces = new HashSet<>();
        for (Span span : spans) {
            valid(span.getTraceId(), 16);
            valid(span.getSpanId(), 8);
            traces.add(span.getTraceId());
            assertThat(byId.put(span.getSpanId(), span)).as("a second %s", span).isNull();
            assertThat(span.getName()).isNotEmpty();
            assertThat(span.getStartTimeUnixNano()).isNotNegative();
            assertThat(span.getEndTimeUnixNano()).isGreaterThan(span.getStartTimeUnixNano());
            assertThat(span.getAttributesList().stream().map(KeyValue::getKey)).doesNotHaveDuplicates();
        }
        assertThat(traces).hasSize(1);
        assertThat(spans.stream().filter(span -> span.getParentSpanId().isEmpty()))
                .hasSize(1);
        for (Span span : spans) {
            int steps = 0;
            for (Span up = span; !up.getParentSpanId().isEmpty(); up = byId.get(up.getParentSpanId())) {
                assertThat(byId).containsKey(up.getParentSpanId());
                assertThat(steps++).as("a circle above %s", span).isLessThan(spans.size());
            }
            span.getLinksList().forEach(link -> {
                assertThat(traces).contains(link.getTraceId());
                assertThat(byId).containsKey(link.getSpanId());
            });
        }
    }

    private static void valid(ByteString id, int length) {
        assertThat(id.size()).isEqualTo(length);
        assertThat(id).isNotEqualTo(ByteString.copyFrom(new byte[length]));
    }

    static Map<String, String> attributes(Span span) {
        Map<String, String> attributes = new HashMap<>();
        span.getAttributesList()
                .forEach(attribute -> attributes.put(
                        attribute.getKey(),
                        attribute.getValue().hasStringValue()
                                ? attribute.getValue().getStringValue()
                                : String.valueOf(attribute.getValue().getIntValue())));
        return attributes;
    }
}
