/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.json.GraphJson;
import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonObject;

/**
 * The objects of a graph field by field, as {@code state.json} has them. Goes through that JSON, so that names and order
 * are written down in one place; it costs what writing the graph costs.
 */
public final class GraphFields {
    private final JsonValue graph;

    private GraphFields(JsonValue graph) {
        this.graph = graph;
    }

    /** Takes a graph apart. */
    public static GraphFields of(RolloutTrace graph) {
        try {
            var bytes = new ByteArrayOutputStream();
            GraphJson.write(graph, bytes);
            return new GraphFields(Json.parse(bytes.toByteArray()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        } catch (MalformedJsonException bug) {
            throw new IllegalStateException("a graph was written that cannot be read", bug);
        }
    }

    /**
     * The fields of one object.
     *
     * @throws IllegalArgumentException if it is not in the graph
     */
    public JsonObject of(Node node) {
        JsonValue collection = graph.field(node.kind().collection());
        if (collection != null && collection.field(node.id()) instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException(node + " is not in the graph");
    }
}
