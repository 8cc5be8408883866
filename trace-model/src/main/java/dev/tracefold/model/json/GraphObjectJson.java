/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.io.IOException;
import java.io.UncheckedIOException;

import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.value.JsonValue.JsonObject;

/**
 * The objects of a graph one by one, field by field, named and ordered as in {@code state.json}. All methods may be called
 * from any thread.
 */
public final class GraphObjectJson {
    private GraphObjectJson() {}

    /** The fields of one. */
    public static JsonObject of(AgentThread thread) {
        return fields(GraphCodecs.AGENT_THREAD, thread);
    }

    /** The fields of one. */
    public static JsonObject of(CodexTurn turn) {
        return fields(GraphCodecs.CODEX_TURN, turn);
    }

    /** The fields of one. */
    public static JsonObject of(ConversationItem item) {
        return fields(GraphCodecs.CONVERSATION_ITEM, item);
    }

    /** The fields of one. */
    public static JsonObject of(InferenceCall call) {
        return fields(GraphCodecs.INFERENCE_CALL, call);
    }

    /** The fields of one. */
    public static JsonObject of(CodeCell cell) {
        return fields(GraphCodecs.CODE_CELL, cell);
    }

    /** The fields of one. */
    public static JsonObject of(ToolCall call) {
        return fields(GraphCodecs.TOOL_CALL, call);
    }

    /** The fields of one. */
    public static JsonObject of(TerminalSession session) {
        return fields(GraphCodecs.TERMINAL_SESSION, session);
    }

    /** The fields of one. */
    public static JsonObject of(TerminalOperation operation) {
        return fields(GraphCodecs.TERMINAL_OPERATION, operation);
    }

    /** The fields of one. */
    public static JsonObject of(Compaction compaction) {
        return fields(GraphCodecs.COMPACTION, compaction);
    }

    /** The fields of one. */
    public static JsonObject of(CompactionRequest request) {
        return fields(GraphCodecs.COMPACTION_REQUEST, request);
    }

    /** The fields of one. */
    public static JsonObject of(InteractionEdge edge) {
        return fields(GraphCodecs.INTERACTION_EDGE, edge);
    }

    /** The fields of one. */
    public static JsonObject of(PayloadRef payload) {
        return fields(SharedCodecs.PAYLOAD_REF, payload);
    }

    /** By way of the text, so that names and order are written down in one place. */
    private static <T> JsonObject fields(Codec<T> codec, T value) {
        try {
            JsonOut out = JsonOut.inMemory(false);
            codec.write(out, value);
            return (JsonObject) Json.parse(out.toBytes(-1));
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        } catch (MalformedJsonException bug) {
            throw new IllegalStateException("an object was written that cannot be read", bug);
        }
    }
}
