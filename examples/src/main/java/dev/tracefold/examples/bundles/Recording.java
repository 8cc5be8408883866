/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bundles;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.ManifestJson;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;

/** A bundle that is being written, with a clock that is told what time it is. */
final class Recording {
    private static final long START = 1_767_258_000_000L;

    private final Path directory;
    private final RolloutId rollout;
    private long seq;
    private long payloads;
    private long now = START;

    Recording(Path directory, String rollout, String rootThread) {
        this.directory = directory;
        this.rollout = new RolloutId(rollout);
        TraceId trace = new TraceId("trace-" + rollout);
        ThreadId root = new ThreadId(rootThread);
        try {
            Files.createDirectories(directory.resolve("payloads"));
            Files.write(
                    directory.resolve(TraceManifest.FILE_NAME),
                    ManifestJson.toBytes(TraceManifest.of(trace, this.rollout, root, START)));
            Files.write(log(), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        event(null, null, new RawEventPayload.RolloutStarted(trace, root));
    }

    Path log() {
        return directory.resolve("trace.jsonl");
    }

    Path payloadFile(long number) {
        return directory.resolve("payloads/" + number + ".json");
    }

    /** Lets time pass. */
    void pass(long ms) {
        now += ms;
    }

    /** Leaves a number out, as if events had been lost. */
    void lose(long events) {
        seq += events;
    }

    /** Writes a payload file; it is whole before any event refers to it. */
    PayloadRef payload(PayloadKind kind, String json) {
        String path = "payloads/" + ++payloads + ".json";
        try {
            Json.parse(json.getBytes(UTF_8));
            Files.write(directory.resolve(path), json.getBytes(UTF_8));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("an example is no JSON: " + json, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PayloadRef(new PayloadId("raw_payload:" + payloads), kind, path);
    }

    /** Appends an event to the log. */
    void event(@Nullable ThreadId thread, @Nullable TurnId turn, RawEventPayload payload) {
        RawTraceEvent event = new RawTraceEvent(++seq, now, rollout, thread, turn, payload);
        append(new String(RawEventJson.toLine(event), UTF_8));
    }

    void append(String text) {
        try {
            Files.writeString(log(), text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
