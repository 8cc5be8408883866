/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;

/**
 * Writes objects field by field, and leaves out the fields that say nothing. Moments are pairs of seq and milliseconds since
 * the session began; other objects and texts are numbers. Not to be shared between threads.
 */
final class ObjectWriter {
    private final JsonGenerator json;
    private final NodeTable nodes;
    private final Texts texts;
    private final long startMs;

    ObjectWriter(JsonGenerator json, NodeTable nodes, Texts texts, long startMs) {
        this.json = json;
        this.nodes = nodes;
        this.texts = texts;
        this.startMs = startMs;
    }

    ObjectWriter start(Id id) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id.value());
        return this;
    }

    void end() throws IOException {
        json.writeEndObject();
    }

    ObjectWriter window(ExecutionWindow window) throws IOException {
        moment("from", window.startedSeq(), window.startedAtUnixMs());
        moment("to", window.endedSeq(), window.endedAtUnixMs());
        return word("status", window.status());
    }

    ObjectWriter moment(String name, @Nullable Long seq, @Nullable Long unixMs) throws IOException {
        if (seq != null || unixMs != null) {
            json.writeArrayFieldStart(name);
            number(seq);
            number(unixMs == null ? null : Long.valueOf(unixMs - startMs));
            json.writeEndArray();
        }
        return this;
    }

    private void number(@Nullable Long value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    ObjectWriter ref(String name, NodeKind kind, @Nullable Id id) throws IOException {
        return field(name, nodes.of(kind, id));
    }

    ObjectWriter ref(String name, @Nullable Node node) throws IOException {
        return field(name, node == null ? null : nodes.of(node));
    }

    ObjectWriter refs(String name, NodeKind kind, Collection<? extends Id> ids) throws IOException {
        boolean any = false;
        for (Id id : ids) {
            Integer number = nodes.of(kind, id);
            if (number != null) {
                if (!any) {
                    json.writeArrayFieldStart(name);
                    any = true;
                }
                json.writeNumber(number);
            }
        }
        if (any) {
            json.writeEndArray();
        }
        return this;
    }

    ObjectWriter id(String name, @Nullable Id id) throws IOException {
        return field(name, id == null ? null : id.value());
    }

    ObjectWriter word(String name, @Nullable Enum<?> constant) throws IOException {
        return field(name, constant == null ? null : WireNames.of(constant));
    }

    ObjectWriter field(String name, @Nullable String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeStringField(name, value);
        }
        return this;
    }

    ObjectWriter field(String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
        return this;
    }

    ObjectWriter field(String name, @Nullable Integer value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
        return this;
    }

    ObjectWriter field(String name, @Nullable Boolean value) throws IOException {
        if (value != null) {
            json.writeBooleanField(name, value);
        }
        return this;
    }

    /** A text that may be long: its number. */
    ObjectWriter text(String name, @Nullable String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeNumberField(name, texts.number(value));
        }
        return this;
    }

    JsonGenerator json() {
        return json;
    }

    @Nullable
    Integer numberOf(Node node) {
        return nodes.of(node);
    }

    int number(String text) {
        return texts.number(text);
    }
}
