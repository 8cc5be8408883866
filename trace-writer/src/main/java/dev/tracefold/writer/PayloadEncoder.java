/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

import dev.tracefold.model.raw.PayloadKind;

/** Turns bodies into the JSON of payload files, after the redactor has seen them. May be used from any thread. */
final class PayloadEncoder {
    private final WriterOptions options;
    private final ObjectWriter writer;

    PayloadEncoder(WriterOptions options) {
        this.options = options;
        this.writer = options.mapper()
                .writer()
                .without(SerializationFeature.INDENT_OUTPUT)
                .without(SerializationFeature.CLOSE_CLOSEABLE);
    }

    /** A body of any type that the mapper knows, trees included. */
    interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    /** A body of our own, which no redactor needs to see. */
    Body ofNote(Object note) {
        return out -> writer.writeValue(out, note);
    }

    Body ofValue(PayloadKind kind, Object value) throws PayloadException {
        if (options.redactor() == null) {
            return ofNote(value);
        }
        JsonNode tree;
        try {
            tree = options.mapper().valueToTree(value);
        } catch (RuntimeException e) {
            throw new PayloadException(kind, PayloadException.Step.SERIALISE, e);
        }
        return ofRedacted(kind, tree);
    }

    Body ofJson(PayloadKind kind, byte[] json) throws PayloadException {
        if (options.redactor() == null) {
            return out -> JsonCopy.copy(json, out);
        }
        JsonNode tree;
        try {
            tree = options.mapper().readTree(json);
        } catch (IOException | RuntimeException e) {
            throw new PayloadException(kind, PayloadException.Step.SERIALISE, e);
        }
        return ofRedacted(kind, tree);
    }

    private Body ofRedacted(PayloadKind kind, JsonNode tree) throws PayloadException {
        try {
            Redactor redactor = Objects.requireNonNull(options.redactor());
            return ofNote(Objects.requireNonNull(redactor.body(kind, tree), "the redactor gave nothing back"));
        } catch (RuntimeException e) {
            throw new PayloadException(kind, PayloadException.Step.REDACT, e);
        }
    }

    /** Streams a body through the generator's one buffer. The stream stays open. */
    void encode(Body body, OutputStream utf8) throws IOException {
        JsonGenerator out = options.mapper().getFactory().createGenerator(utf8, JsonEncoding.UTF8);
        out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        out.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        out.enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
        out.setPrettyPrinter(new Indented());
        boolean whole = false;
        try {
            body.write(new WellFormedStrings(out));
            whole = true;
        } finally {
            if (!whole) {
                // What is still open must not be closed for the look of it.
                out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            }
            out.close();
        }
    }
}
