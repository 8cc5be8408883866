/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.raw.TraceManifest;

/**
 * What some lines became. An event reads as its type, its ids and facts, and in brackets the items of its body:
 * {@code inference_started inference-2 incremental:response-1 [output:c1]}.
 */
record Translated(TraceManifest manifest, boolean empty, List<TranslatedEvent> all, TranslationReport report) {
    private static final String NAME = "rollout-2026-03-01T10-00-00-" + Lines.SESSION + ".jsonl";

    /** The lines as a file with that name in a folder. */
    static Path file(Path folder, String... lines) throws IOException {
        return Files.write(folder.resolve(NAME), List.of(lines));
    }

    /** What becomes of a header and these lines. */
    static Translated session(Path folder, String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add(0, Lines.META);
        return of(file(folder, all.toArray(String[]::new)));
    }

    /** What becomes of a rollout, read with those of agents. */
    static Translated of(Path file, Path... agents) throws IOException {
        List<TranslatedEvent> events = new ArrayList<>();
        try (RolloutTranslator translator = RolloutTranslator.open(file, List.of(agents))) {
            for (TranslatedEvent event = translator.next(); event != null; event = translator.next()) {
                events.add(event);
            }
            return new Translated(translator.manifest(), translator.empty(), events, translator.report());
        }
    }

    /** How many bytes are told to be read in a pass over a session; the same as it says that there are. */
    static long toldRead(TranslatedRollout session) throws IOException {
        LongAdder told = new LongAdder();
        session.tellRead(told::add);
        try (TranslatedRollout.Events events = session.events()) {
            while (events.next() != null) {}
        }
        assertThat(told.sum()).isEqualTo(session.storedBytes());
        return told.sum();
    }

    /** All behind the start of the session and its thread, which every rollout has. */
    List<String> events() {
        return all.stream().skip(2).map(Translated::reads).toList();
    }

    /** The same for events of one kind. */
    List<String> events(String kind) {
        return events().stream().filter(event -> event.startsWith(kind)).toList();
    }

    /** Which turn the envelope of each names. */
    List<String> turns() {
        return all.stream()
                .map(event -> json(event).path("codex_turn_id").asText() + " " + type(event))
                .toList();
    }

    /** When each happened, after the first line. */
    List<String> times() {
        return all.stream()
                .map(event -> (event.event().wallTimeUnixMs() - Lines.TIME) + " " + type(event))
                .toList();
    }

    /** The event of that type, the only one. */
    JsonNode event(String type) {
        return json(only(type)).path("payload");
    }

    /** The last body of the only event of that type. */
    JsonNode body(String type) {
        return body(only(type));
    }

    /** The last event of that type. */
    JsonNode lastEvent(String type) {
        return json(last(type)).path("payload");
    }

    /** Its last body. */
    JsonNode lastBody(String type) {
        return body(last(type));
    }

    /** One fact of every event of that type. */
    List<String> all(String type, String field) {
        return all(type).stream()
                .map(event -> text(json(event).path("payload"), field))
                .toList();
    }

    /** What each answer says of its usage; null where it says nothing. */
    List<@Nullable JsonNode> usages() {
        return all("inference_completed").stream()
                .map(event -> body(event).get("token_usage"))
                .collect(Collectors.toList());
    }

    /** Everything, byte for byte. */
    String bytes() {
        StringBuilder bytes = new StringBuilder();
        for (TranslatedEvent event : all) {
            bytes.append(new String(RawEventJson.toLine(event.event()), UTF_8));
            event.bodies()
                    .forEach(body ->
                            bytes.append(new String(body.bytes(), UTF_8)).append('\n'));
        }
        return bytes.toString();
    }

    private List<TranslatedEvent> all(String type) {
        return all.stream().filter(event -> type(event).equals(type)).toList();
    }

    private TranslatedEvent last(String type) {
        List<TranslatedEvent> found = all(type);
        return found.get(found.size() - 1);
    }

    private TranslatedEvent only(String type) {
        List<TranslatedEvent> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " events " + type + " in " + events());
        }
        return found.get(0);
    }

    private static JsonNode json(TranslatedEvent event) {
        return Lines.json(new String(RawEventJson.toLine(event.event()), UTF_8));
    }

    private static String type(TranslatedEvent event) {
        return json(event).path("payload").path("type").asText();
    }

    private static JsonNode body(TranslatedEvent event) {
        return body(event, event.bodies().size() - 1);
    }

    private static JsonNode body(TranslatedEvent event, int index) {
        return Lines.json(new String(event.bodies().get(index).bytes(), UTF_8));
    }

    private static String reads(TranslatedEvent event) {
        JsonNode payload = json(event).path("payload");
        String type = payload.path("type").asText();
        return type + " "
                + switch (type) {
                    case "codex_turn_started" -> text(payload, "codex_turn_id");
                    case "codex_turn_ended" -> text(payload, "codex_turn_id") + " " + text(payload, "status");
                    case "inference_started" -> text(payload, "inference_call_id") + " " + request(event, payload);
                    case "inference_completed" ->
                        text(payload, "inference_call_id") + " " + items(body(event), "output_items");
                    case "inference_cancelled" -> text(payload, "inference_call_id");
                    case "tool_call_started", "tool_call_runtime_started" -> text(payload, "tool_call_id");
                    case "tool_call_ended", "tool_call_runtime_ended" ->
                        text(payload, "tool_call_id") + " " + text(payload, "status");
                    case "compaction_installed" ->
                        text(payload, "compaction_id") + " " + items(body(event), "input_history") + " -> "
                                + items(body(event), "replacement_history");
                    default -> payload.toString();
                };
    }

    private static String request(TranslatedEvent event, JsonNode payload) {
        JsonNode mode = payload.path("request_input_mode");
        String items = items(body(event), "input");
        return switch (text(mode, "type")) {
            case "full_snapshot" -> "full_snapshot " + items;
            case "incremental" -> "incremental:" + text(mode, "previous_response_id") + " " + items;
            case "incremental_with_untraced_prefix" -> "behind_prefix " + items(body(event, 0), "input") + " " + items;
            default -> mode + " " + items;
        };
    }

    private static String items(JsonNode body, String name) {
        StringJoiner items = new StringJoiner(", ", "[", "]");
        body.path(name).forEach(item -> items.add(item(item)));
        return items.toString();
    }

    private static String item(JsonNode item) {
        String type = text(item, "type");
        return switch (type) {
            case "message" -> text(item, "role") + ":" + text(item.at("/content/0"), "text");
            case "reasoning" -> "thought:" + text(item.at("/summary/0"), "text");
            case "function_call" -> "call:" + text(item, "call_id");
            case "function_call_output" -> "output:" + text(item, "call_id");
            default -> type;
        };
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asText();
    }
}
