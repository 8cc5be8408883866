/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.ManifestJson;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.raw.EventType;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;

/** A bundle as the model reads it. Reading checks what every writer promises. */
public record WrittenBundle(Path directory, TraceManifest manifest, List<RawTraceEvent> events) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Reads a bundle whose writer had its time: the log ends with a whole line. */
    public static WrittenBundle read(Path directory) throws IOException {
        byte[] log = Files.readAllBytes(directory.resolve("trace.jsonl"));
        assertThat(log.length == 0 || log[log.length - 1] == '\n')
                .as("last line is whole")
                .isTrue();
        return readTorn(directory);
    }

    /** Reads a bundle whose writer was killed: what is behind the last end of line does not count. */
    public static WrittenBundle readTorn(Path directory) throws IOException {
        byte[] log = Files.readAllBytes(directory.resolve("trace.jsonl"));
        TraceManifest manifest = parse(() -> ManifestJson.read(Files.readAllBytes(directory.resolve("manifest.json"))));
        List<RawTraceEvent> events = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < log.length; i++) {
            if (log[i] == '\n') {
                int start = from;
                int end = i;
                RawTraceEvent event = parse(() -> RawEventJson.read(log, start, end, events.size() + 1));
                assertThat(RawEventJson.toLine(event)).isEqualTo(Arrays.copyOfRange(log, start, end + 1));
                events.add(event);
                from = i + 1;
            }
        }
        WrittenBundle bundle = new WrittenBundle(directory, manifest, events);
        bundle.check();
        return bundle;
    }

    private interface Parse<T> {
        T get() throws IOException, MalformedJsonException;
    }

    private static <T> T parse(Parse<T> parse) throws IOException {
        try {
            return parse.get();
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    private void check() throws IOException {
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).seq()).isEqualTo(i + 1);
            assertThat(events.get(i).rolloutId()).isEqualTo(manifest.rolloutId());
            for (PayloadRef ref : events.get(i).payload().payloads()) {
                assertThat(body(ref)).as("%s", ref).isNotNull();
            }
        }
    }

    /** The types of the events, in order. */
    public List<EventType> types() {
        return events.stream().map(event -> event.payload().type()).toList();
    }

    /** The only event of that class. */
    public <T> T only(Class<T> type) {
        List<T> found = events.stream()
                .map(RawTraceEvent::payload)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** What a payload file holds. */
    public JsonNode body(PayloadRef ref) throws IOException {
        return MAPPER.readTree(directory.resolve(ref.path()).toFile());
    }

    /** The same as text. */
    public String text(PayloadRef ref) throws IOException {
        return Files.readString(directory.resolve(ref.path()));
    }

    /** The names of all files of payloads, sorted. */
    public List<String> payloadFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("payloads"))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
