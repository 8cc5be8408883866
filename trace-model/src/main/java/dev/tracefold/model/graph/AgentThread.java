/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ThreadId;

/** One agent: its place among the others, and the conversation that it had. */
@Value.Immutable
@GraphStyle
public interface AgentThread extends WithAgentThread {
    ThreadId threadId();

    String agentPath();

    @Nullable
    String nickname();

    ThreadOrigin origin();

    ExecutionWindow execution();

    @Nullable
    String defaultModel();

    /** Every item that any of its requests carried, each once, by ordinal. */
    default History<ItemId> conversationItemIds() {
        return History.empty();
    }

    /** Starts one; {@code build()} names every field that is missing. */
    static Builder builder() {
        return new Builder();
    }

    /** Not to be shared between threads. */
    final class Builder extends ImmutableAgentThread.Builder {}
}
