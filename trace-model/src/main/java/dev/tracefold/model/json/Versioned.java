/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.io.IOException;

import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.model.value.JsonValue;

/** Documents that carry a {@code schema_version}. */
final class Versioned {
    /** Reads the version as any integer: which one it is, is decided where the whole document has been looked at. */
    static final Codec<Integer> VERSION = new Codec<>() {
        @Override
        public Integer read(JsonIn in) throws IOException, MalformedJsonException {
            if (in.int64() != TraceManifest.SCHEMA_VERSION) {
                throw in.expected("version " + TraceManifest.SCHEMA_VERSION);
            }
            return TraceManifest.SCHEMA_VERSION;
        }

        @Override
        public void write(JsonOut out, Integer version) throws IOException {
            out.number(version);
        }
    };

    private Versioned() {}

    /**
     * Reads a document. Another version may have another shape, so the version is what is complained of first,
     * provided that the text is JSON at all.
     */
    static <T> T read(Codec<T> codec, byte[] utf8, int from, int to, long line) throws MalformedJsonException {
        try {
            return JsonIn.read(codec, utf8, from, to, line);
        } catch (MalformedJsonException e) {
            JsonValue version = JsonIn.read(Codecs.ANY, utf8, from, to, line).field("schema_version");
            if (version instanceof JsonValue.JsonNumber number
                    && number.integer()
                    && !number.digits().equals(Integer.toString(TraceManifest.SCHEMA_VERSION))) {
                throw new UnsupportedSchemaException(line, number.digits(), TraceManifest.SCHEMA_VERSION);
            }
            throw e;
        }
    }

    /** Writes a small document, indented for people or as a line of a log. */
    static <T> byte[] write(Codec<T> codec, T value, boolean indented) {
        JsonOut out = JsonOut.inMemory(indented);
        try {
            codec.write(out, value);
        } catch (IOException e) {
            throw new IllegalArgumentException("this cannot be written as JSON: " + e.getMessage(), e);
        }
        return out.toBytes(indented ? -1 : '\n');
    }
}
