/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.view.lookup.Names;

class ExportTest {
    static Stream<Path> bundles() throws IOException {
        return Sessions.bundles();
    }

    private static byte[] perfetto(RolloutTrace graph) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new PerfettoExport(graph).write(bytes);
        return bytes.toByteArray();
    }

    private static byte[] otlp(RolloutTrace graph, boolean content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        (content ? OtlpExport.withContent(graph, "1") : OtlpExport.of(graph, "1")).write(bytes);
        return bytes.toByteArray();
    }

    private static List<JsonNode> jsonLines(RolloutTrace graph) throws IOException {
        var bytes = new ByteArrayOutputStream();
        long count = new JsonLinesExport(graph).write(bytes);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : bytes.toString(UTF_8).split("\n")) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).hasSize((int) count);
        return lines;
    }

    private static int spans(RolloutTrace graph) {
        return graph.threads().size()
                + graph.turns().size()
                + graph.inferenceCalls().size()
                + graph.compactionRequests().size()
                + graph.codeCells().size()
                + graph.toolCalls().size()
                + graph.terminalOperations().size();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void every_session_nests_and_its_arrows_have_two_ends(Path bundle) throws IOException {
        RolloutTrace graph = Sessions.reduce(bundle);

        TraceEventCheck trace = TraceEventCheck.of(perfetto(graph));

        assertThat(trace.slices).hasSize(spans(graph));
        assertThat(trace.processNames).hasSize(1 + graph.threads().size());
        long reachedNobody = trace.instants.stream()
                .filter(instant -> instant.get("name").asText().endsWith("reached nobody"))
                .count();
        assertThat(trace.flowStarts.size() + reachedNobody)
                .isLessThanOrEqualTo(graph.interactionEdges().size());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void every_session_is_one_trace_of_spans_with_parents(Path bundle) throws IOException {
        RolloutTrace graph = Sessions.reduce(bundle);

        List<Span> spans = OtlpCheck.spans(otlp(graph, false));

        OtlpCheck.check(spans);
        assertThat(spans).hasSize(1 + spans(graph));
        OtlpCheck.check(OtlpCheck.spans(otlp(graph, true)));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void every_session_keeps_its_words_to_itself_unless_they_are_asked_for(Path bundle) throws IOException {
        RolloutTrace graph = Sessions.reduce(bundle);
        Set<String> values = new HashSet<>();
        for (Span span : OtlpCheck.spans(otlp(graph, false))) {
            values.add(span.getName());
            values.addAll(OtlpCheck.attributes(span).values());
            span.getEventsList().forEach(event -> values.add(event.toString()));
        }

        for (String secret : words(graph)) {
            assertThat(values).noneMatch(value -> value.contains(secret));
        }
    }

    /** What was said, typed and printed, as far as it cannot be part of a name by chance. */
    private static Set<String> words(RolloutTrace graph) {
        Set<String> words = new HashSet<>();
        graph.conversationItems()
                .values()
                .forEach(item -> item.parts().forEach(part -> {
                    if (!(part instanceof BodyPart.InPayload)) {
                        words.add(OtlpMessages.words(part));
                    }
                }));
        graph.terminalOperations().values().forEach(operation -> {
            words.add(Names.words(operation.request()));
            if (operation.result() != null) {
                words.add(operation.result().stdout().toString());
                words.add(operation.result().stderr().toString());
            }
        });
        graph.codeCells().values().forEach(cell -> words.add(cell.sourceJs()));
        words.removeIf(text -> text.length() < 15);
        return words;
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void every_object_has_its_line(Path bundle) throws IOException {
        RolloutTrace graph = Sessions.reduce(bundle);

        List<JsonNode> lines = jsonLines(graph);

        assertThat(lines)
                .hasSize(1
                        + spans(graph)
                        + graph.conversationItems().size()
                        + graph.terminalSessions().size()
                        + graph.compactions().size()
                        + graph.interactionEdges().size()
                        + graph.rawPayloads().size());
        Set<String> names = new HashSet<>();
        for (JsonNode line : lines) {
            var fields = line.fieldNames();
            assertThat(fields.next()).isEqualTo("kind");
            assertThat(fields.next()).isEqualTo("id");
            assertThat(names.add(
                            line.get("kind").asText() + ":" + line.get("id").asText()))
                    .isTrue();
        }
    }

    @Nested
    class Perfetto {
        private final RolloutTrace agents = Sessions.example("agents");

        @Test
        void draws_arrows_between_the_agents_of_an_edge() throws IOException {
            TraceEventCheck trace = TraceEventCheck.of(perfetto(agents));

            assertThat(trace.flowStarts).hasSameSizeAs(agents.interactionEdges());
            assertThat(trace.flowStarts.get("1").id()).isEqualTo("call_reader");
            assertThat(trace.flowEnds.get("1").id()).isEqualTo("inference-reader-1");
            assertThat(trace.processNames.get(trace.flowEnds.get("1").process()))
                    .isEqualTo("/root/reader");
            assertThat(trace.flowStarts.get("3").id()).isEqualTo("inference-reader-2");
            assertThat(trace.flowEnds.get("3").id()).isEqualTo("inference-2");
        }

        @Test
        void counts_the_tokens_of_each_request_and_of_all() throws IOException {
            TraceEventCheck trace = TraceEventCheck.of(perfetto(agents));

            JsonNode last = trace.counters.get(trace.counters.size() - 1);
            assertThat(last.get("name").asText()).isEqualTo("tokens so far");
            assertThat(last.get("args").toString()).isEqualTo("{\"input\":8160,\"cached\":4080,\"output\":720}");
        }

        @Test
        void marks_compactions_and_failures_and_what_still_runs() throws IOException {
            TraceEventCheck trace = TraceEventCheck.of(perfetto(Sessions.example("cells")));

            assertThat(trace.instants)
                    .extracting(instant -> instant.get("name").asText())
                    .contains("compaction", "failed: compaction request");
            assertThat(trace.slices)
                    .extracting(slice -> slice.get("name").asText())
                    .contains("exec_command (running)");
        }
    }

    @Nested
    class Otlp {
        private final List<Span> spans;

        Otlp() throws IOException {
            spans = OtlpCheck.spans(otlp(Sessions.example("agents"), false));
        }

        private Span span(String id) {
            return spans.stream()
                    .filter(span ->
                            OtlpCheck.attributes(span).get("tracefold.id").equals(id))
                    .reduce((rollout, thread) -> thread)
                    .orElseThrow();
        }

        @Test
        void has_the_attributes_of_the_genai_conventions() {
            Span chat = span("inference-1");
            assertThat(chat.getName()).isEqualTo("chat example-model");
            assertThat(chat.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
            assertThat(OtlpCheck.attributes(chat))
                    .containsAllEntriesOf(Map.of(
                            "gen_ai.operation.name", "chat",
                            "gen_ai.request.model", "example-model",
                            "gen_ai.provider.name", "example",
                            "gen_ai.response.id", "resp_1",
                            "gen_ai.usage.input_tokens", "1740",
                            "gen_ai.usage.output_tokens", "270"));
            Span tool = span("call_time");
            assertThat(tool.getName()).isEqualTo("execute_tool exec_command");
            assertThat(tool.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
            assertThat(OtlpCheck.attributes(tool))
                    .containsAllEntriesOf(Map.of(
                            "gen_ai.operation.name", "execute_tool",
                            "gen_ai.tool.name", "exec_command",
                            "gen_ai.tool.call.id", "call_time",
                            "error.type", "failed"));
        }

        @Test
        void puts_a_child_under_the_call_that_spawned_it_and_links_the_other_edges() {
            Span child = span("01975b00-2222-7000-8000-000000000002");
            assertThat(child.getName()).isEqualTo("invoke_agent /root/reader");
            assertThat(child.getParentSpanId()).isEqualTo(span("call_reader").getSpanId());
            assertThat(span("inference-2").getLinksList())
                    .singleElement()
                    .satisfies(link -> assertThat(link.getSpanId())
                            .isEqualTo(span("inference-reader-2").getSpanId()));
        }

        @Test
        void tells_the_words_when_asked() throws IOException {
            List<Span> told = OtlpCheck.spans(otlp(Sessions.example("small"), true));
            String all = told.toString();
            assertThat(all)
                    .contains("gen_ai.input.messages")
                    .contains("gen_ai.output.messages")
                    .contains("pytest -q");
            for (Span span : told) {
                String messages = OtlpCheck.attributes(span).get("gen_ai.input.messages");
                if (messages != null) {
                    JsonNode first = new ObjectMapper().readTree(messages).get(0);
                    assertThat(first.get("role").asText()).isNotEmpty();
                    assertThat(first.get("parts").get(0).get("content").asText())
                            .isNotEmpty();
                }
            }
        }
    }

    @Nested
    class Json_lines {
        @Test
        void spare_a_join() throws IOException {
            JsonNode tool = jsonLines(Sessions.example("agents")).stream()
                    .filter(line -> line.get("id").asText().equals("call_time"))
                    .findFirst()
                    .orElseThrow();

            assertThat(tool.get("agent_path").asText()).isEqualTo("/root/tester");
            assertThat(tool.get("tool").asText()).isEqualTo("exec_command");
            assertThat(tool.get("duration_ms").asLong()).isEqualTo(6420);
            assertThat(tool.get("status").asText()).isEqualTo("failed");
            assertThat(tool.has("execution")).isFalse();
        }

        @Test
        void name_the_agents_of_an_edge() throws IOException {
            assertThat(jsonLines(Sessions.example("agents")))
                    .filteredOn(line -> line.get("kind").asText().equals("edge"))
                    .extracting(line -> line.get("edge_kind").asText() + " "
                            + line.get("from_agent").asText() + " "
                            + line.get("to_agent").asText())
                    .containsExactly(
                            "spawn_agent /root /root/reader",
                            "spawn_agent /root /root/tester",
                            "agent_result /root/reader /root",
                            "close_agent /root /root/tester");
        }
    }
}
