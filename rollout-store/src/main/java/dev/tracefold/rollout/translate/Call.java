/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.value.JsonValue;

/** What must be known of a call so that what comes of it finds it. */
final class Call {
    /** The id in the conversation, which may be another than the rollout's where that is used twice. */
    final @Nullable CallId callId;

    /** Tells the item that calls; 0 where none was seen. */
    long callDigest;

    /** Tells the output; 0 where none was seen. */
    long outputDigest;

    /** The tool; null where only an output was seen. */
    @Nullable
    Started tool;

    Call(@Nullable CallId callId) {
        this.callId = callId;
    }

    /** The tool behind a call. */
    static final class Started {
        final ToolCallId id;
        final ToolKind kind;
        final @Nullable TurnId turn;
        final long startedAt;
        final @Nullable String terminal;
        private final @Nullable JsonValue arguments;
        boolean operation;
        boolean ended;
        boolean runtimeEnded;
        boolean failed;

        Started(ToolCallId id, Invocation invocation, @Nullable TurnId turn, long startedAt) {
            this.id = id;
            this.kind = invocation.kind();
            this.turn = turn;
            this.startedAt = startedAt;
            this.terminal = invocation.terminal();
            this.arguments = ToolNames.isAgents(kind) ? invocation.arguments() : null;
            this.operation = terminal != null;
        }

        /** An argument that is a string, where the tool is one of agents. */
        @Nullable
        String argument(String name) {
            JsonValue value = arguments == null ? null : arguments.field(name);
            return value == null ? null : value.text();
        }
    }
}
