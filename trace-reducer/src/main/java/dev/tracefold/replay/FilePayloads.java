/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.reducer.Payloads;
import dev.tracefold.reducer.body.BodyException;

/** The plain way: every body is read and parsed whenever a rule asks for it. */
final class FilePayloads implements Payloads {
    private final Bundle bundle;

    FilePayloads(Bundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public JsonValue json(PayloadRef ref) throws BodyException {
        return parse(bytes(ref));
    }

    /** The bytes of a payload that was there when its event was checked. */
    byte[] bytes(PayloadRef ref) {
        try {
            return Files.readAllBytes(bundle.payload(ref));
        } catch (ReplayException e) {
            throw new UncheckedIOException(new IOException(e.error().sentence(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonValue parse(byte[] body) throws BodyException {
        try {
            return Json.parse(body);
        } catch (MalformedJsonException e) {
            throw new BodyException(
                    BodyException.Fault.MALFORMED, "line " + e.line() + ", column " + e.column() + ": " + e.problem());
        }
    }
}
