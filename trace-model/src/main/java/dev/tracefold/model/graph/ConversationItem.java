/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;

/** Something that a model said or was told. */
@Value.Immutable
@GraphStyle
public interface ConversationItem extends WithConversationItem {
    ItemId itemId();

    ThreadId threadId();

    /** The turn of the inference or install that brought it. */
    @Nullable
    TurnId turnId();

    long firstSeenAtUnixMs();

    MessageRole role();

    @Nullable
    MessageChannel channel();

    ItemKind kind();

    /** Present on messages between agents alone. */
    @Nullable
    AgentMessage agentMessage();

    List<BodyPart> parts();

    @Nullable
    CallId callId();

    List<ProducerRef> producedBy();

    /** Starts one; {@code build()} names every field that is missing. */
    static Builder builder() {
        return new Builder();
    }

    /** Not to be shared between threads. */
    final class Builder extends ImmutableConversationItem.Builder {}
}
