/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.io.UncheckedIOException;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.LongText;
import dev.tracefold.model.value.LongTexts;
import dev.tracefold.reducer.Payloads;
import dev.tracefold.reducer.body.BodyException;

/** The bodies of a session, read and parsed whenever they are asked for. */
final class SourcePayloads implements Payloads {
    private final TraceSource source;

    SourcePayloads(TraceSource source) {
        this.source = source;
    }

    /** The body behind a reference. */
    TraceSource.Payload find(PayloadRef ref) throws IOException, ReplayException {
        return source.payload(ref);
    }

    /** The bytes behind a reference that was there when its event was checked. */
    byte[] bytes(PayloadRef ref) throws IOException {
        try {
            return source.payload(ref).bytes();
        } catch (ReplayException e) {
            throw new IOException(e.error().sentence(), e);
        }
    }

    @Override
    public JsonValue json(PayloadRef ref) throws BodyException {
        try {
            return parse(bytes(ref));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonValue parse(byte[] body) throws BodyException {
        return parse(body, LongText::ofWritten);
    }

    static JsonValue parse(byte[] body, LongTexts texts) throws BodyException {
        try {
            return Json.parse(body, 0, body.length, 0, texts);
        } catch (MalformedJsonException e) {
            throw new BodyException(
                    BodyException.Fault.MALFORMED, "line " + e.line() + ", column " + e.column() + ": " + e.problem());
        }
    }
}
