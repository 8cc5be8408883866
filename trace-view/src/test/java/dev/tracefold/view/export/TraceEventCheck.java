/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a trace as the Perfetto UI would: events by time, those of one time in the order of the file, slices on a stack for
 * each thread. Knows nothing of how it was written.
 */
final class TraceEventCheck {
    /** Where an end of a flow lies. */
    record Bound(long process, String category, String id) {}

    private record Open(long end, JsonNode slice) {}

    final Map<String, Bound> flowStarts = new HashMap<>();
    final Map<String, Bound> flowEnds = new HashMap<>();
    final Map<Long, String> processNames = new HashMap<>();
    final List<JsonNode> slices = new ArrayList<>();
    final List<JsonNode> instants = new ArrayList<>();
    final List<JsonNode> counters = new ArrayList<>();
    private final Set<String> threads = new HashSet<>();
    private final Map<String, Deque<Open>> tracks = new HashMap<>();

    static TraceEventCheck of(byte[] utf8) throws IOException {
        TraceEventCheck check = new TraceEventCheck();
        List<JsonNode> events = new ArrayList<>();
        new ObjectMapper().readTree(utf8).get("traceEvents").forEach(events::add);
        events.stream().filter(event -> event.get("ph").asText().equals("M")).forEach(check::metadata);
        events.stream()
                .filter(event -> !event.get("ph").asText().equals("M"))
                .sorted(Comparator.comparingLong(event -> event.get("ts").asLong()))
                .forEach(check::event);
        assertThat(check.flowEnds.keySet()).isEqualTo(check.flowStarts.keySet());
        return check;
    }

    private void metadata(JsonNode event) {
        long process = event.get("pid").asLong();
        switch (event.get("name").asText()) {
            case "process_name" ->
                assertThat(processNames.put(
                                process, event.get("args").get("name").asText()))
                        .isNull();
            case "thread_name" -> {
                assertThat(event.get("args").get("name").asText()).isNotEmpty();
                assertThat(threads.add(track(event))).isTrue();
                assertThat(processNames.keySet())
                        .doesNotContain(event.get("tid").asLong());
            }
            default ->
                assertThat(event.get("args").get("sort_index").isIntegralNumber())
                        .isTrue();
        }
    }

    private void event(JsonNode event) {
        long at = event.get("ts").asLong();
        assertThat(at).isNotNegative();
        // Perfetto counts in nanoseconds.
        assertThat(Math.multiplyExact(at, 1000)).isNotNegative();
        assertThat(processNames).containsKey(event.get("pid").asLong());
        String phase = event.get("ph").asText();
        if (phase.equals("C")) {
            counters.add(event);
            event.get("args")
                    .forEach(value -> assertThat(value.isIntegralNumber()).isTrue());
            return;
        }
        assertThat(threads).contains(track(event));
        Deque<Open> open = tracks.computeIfAbsent(track(event), unused -> new ArrayDeque<>());
        while (!open.isEmpty() && open.element().end() <= at) {
            open.pop();
        }
        switch (phase) {
            case "X" -> {
                long end = at + event.get("dur").asLong();
                assertThat(end).isGreaterThan(at);
                if (!open.isEmpty()) {
                    assertThat(end)
                            .as("%s within %s", event, open.element().slice())
                            .isLessThanOrEqualTo(open.element().end());
                }
                open.push(new Open(end, event));
                slices.add(event);
            }
            case "s" -> {
                assertThat(flowStarts.put(event.get("id").asText(), bound(event, open)))
                        .isNull();
            }
            case "f" -> {
                assertThat(event.get("bp").asText()).isEqualTo("e");
                assertThat(flowStarts)
                        .as("begins before it ends: %s", event)
                        .containsKey(event.get("id").asText());
                assertThat(flowEnds.put(event.get("id").asText(), bound(event, open)))
                        .isNull();
            }
            case "i" -> {
                assertThat(event.get("s").asText()).isEqualTo("t");
                instants.add(event);
            }
            default -> throw new AssertionError("unknown phase: " + event);
        }
    }

    private static Bound bound(JsonNode event, Deque<Open> open) {
        assertThat(open).as("a slice for %s", event).isNotEmpty();
        JsonNode slice = open.element().slice();
        return new Bound(
                event.get("pid").asLong(),
                slice.get("cat").asText(),
                slice.get("args").get("id").asText());
    }

    private static String track(JsonNode event) {
        return event.get("pid").asText() + "/" + event.get("tid").asText();
    }
}
