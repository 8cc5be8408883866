/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.json.UnsupportedSchemaException;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.reducer.ReductionError;

/**
 * The events of a bundle, line by line; blank lines are skipped. A last line without its end that is no event was torn
 * when its recorder died: it is an ending, not an error. Belongs to one thread.
 */
public final class EventLog implements Closeable {
    private final LogLines lines;
    private @Nullable RawTraceEvent event;
    private @Nullable ReductionError problem;
    private boolean torn;

    private EventLog(LogLines lines) {
        this.lines = lines;
    }

    /**
     * Opens the log of a bundle.
     *
     * @throws ReplayException if there is none inside the bundle
     * @throws IOException if it cannot be opened
     */
    public static EventLog open(Bundle bundle) throws IOException, ReplayException {
        return new EventLog(new LogLines(Files.newInputStream(bundle.log())));
    }

    /** A log that is read from a stream, which is closed with it. */
    static EventLog of(InputStream log) {
        return new EventLog(new LogLines(log));
    }

    /**
     * Moves to the next line that is not blank.
     *
     * @return false at the end of the log
     * @throws IOException if the log cannot be read
     */
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

    private ReductionError problem(ErrorCode code, MalformedJsonException e) {
        JsonValue line = parsed();
        Long seq = line != null && line.field("seq") instanceof JsonNumber number ? number.int64() : null;
        String place = "column " + e.column() + (e.field().isEmpty() ? "" : ", field " + e.field());
        return new ReductionError(
                code,
                seq,
                lines.number(),
                null,
                Map.of("column", Integer.toString(e.column()), "field", e.field()),
                place + ": " + e.problem());
    }

    /** The event of the line; null if the line is none. */
    public @Nullable RawTraceEvent event() {
        return event;
    }

    /** Why the line is no event; null if it is one. */
    public @Nullable ReductionError problem() {
        return problem;
    }

    /** The line, counted from 1 with blank ones. */
    public long line() {
        return lines.number();
    }

    /** Whether the log ended with a torn line. */
    public boolean torn() {
        return torn;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
