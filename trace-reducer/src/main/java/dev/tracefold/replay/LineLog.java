/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.json.UnsupportedSchemaException;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.raw.EventType;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.reducer.ReductionError;

/** A log of one event a line, as bundles have it. Belongs to one thread. */
final class LineLog implements EventLog {
    private static final Map<String, EventType> TYPES =
            Arrays.stream(EventType.values()).collect(Collectors.toUnmodifiableMap(WireNames::of, type -> type));

    private final LogLines lines;
    private @Nullable RawTraceEvent event;
    private @Nullable ReductionError problem;
    private boolean torn;

    LineLog(LogLines lines) {
        this.lines = lines;
    }

    @Override
    public boolean advance() throws IOException {
        event = null;
        problem = null;
        while (lines.advance()) {
            if (!lines.blank()) {
                return read();
            }
        }
        return false;
    }

    private boolean read() {
        if (lines.tooLong()) {
            torn = !lines.terminated();
            problem = new ReductionError(
                    ErrorCode.MALFORMED_EVENT,
                    null,
                    lines.number(),
                    null,
                    Map.of(),
                    "the line is longer than " + (LogLines.LONGEST >> 20) + " MB, which no event is");
            return !torn;
        }
        try {
            event = RawEventJson.read(lines.buffer(), lines.start(), lines.end(), lines.number());
            return true;
        } catch (UnsupportedSchemaException e) {
            problem = problem(ErrorCode.UNSUPPORTED_SCHEMA, e);
            return true;
        } catch (MalformedJsonException e) {
            torn = !lines.terminated() && !isJson();
            problem = problem(ErrorCode.MALFORMED_EVENT, e);
            return !torn;
        }
    }

    private boolean isJson() {
        return parsed() != null;
    }

    private @Nullable JsonValue parsed() {
        try {
            return Json.parse(lines.buffer(), lines.start(), lines.end());
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    /** What the line says it is, if that can be read. */
    private static @Nullable EventType type(@Nullable JsonValue line) {
        JsonValue payload = line == null ? null : line.field("payload");
        JsonValue type = payload == null ? null : payload.field("type");
        String name = type == null ? null : type.text();
        return name == null ? null : TYPES.get(name);
    }

    private ReductionError problem(ErrorCode code, MalformedJsonException e) {
        JsonValue line = parsed();
        Long seq = line != null && line.field("seq") instanceof JsonNumber number ? number.int64() : null;
        String place = "column " + e.column() + (e.field().isEmpty() ? "" : ", field " + e.field());
        return new ReductionError(
                code,
                seq,
                lines.number(),
                type(line),
                Map.of("column", Integer.toString(e.column()), "field", e.field()),
                place + ": " + e.problem());
    }

    @Override
    public @Nullable RawTraceEvent event() {
        return event;
    }

    @Override
    public @Nullable ReductionError problem() {
        return problem;
    }

    @Override
    public long line() {
        return lines.number();
    }

    @Override
    public boolean torn() {
        return torn;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
