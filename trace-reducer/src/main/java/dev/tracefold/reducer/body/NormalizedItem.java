/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentMessage;
import dev.tracefold.model.graph.ItemKind;
import dev.tracefold.model.graph.MessageChannel;
import dev.tracefold.model.graph.MessageRole;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.value.LongText;

/** A conversation item as one payload shows it: all that it says, and not yet who it is. Immutable. */
public final class NormalizedItem {
    private final MessageRole role;
    private final @Nullable MessageChannel channel;
    private final ItemKind kind;
    private final @Nullable AgentMessage agentMessage;
    private final @Nullable CallId callId;
    // Mostly it is one part: that, or a list of none or several.
    private final Object parts;
    // Items are looked up by what they say, and some say megabytes.
    private final int hash;

    NormalizedItem(Head head, @Nullable AgentMessage agentMessage, @Nullable CallId callId, List<Part> parts) {
        this.role = head.role();
        this.channel = head.channel();
        this.kind = head.kind();
        this.agentMessage = agentMessage;
        this.callId = callId;
        this.parts = parts.size() == 1 ? parts.get(0) : List.copyOf(parts);
        this.hash = Objects.hash(role, channel, kind, agentMessage, callId) * 31 + hash(parts);
    }

    private static int hash(List<Part> parts) {
        int hash = 1;
        for (Part part : parts) {
            hash = 31 * hash + part.hashOfSaid();
        }
        return hash;
    }

    /** Who speaks, what for, and in what form. */
    record Head(MessageRole role, @Nullable MessageChannel channel, ItemKind kind) {}

    /** The item that marks where a history was replaced; no payload holds it. */
    public static NormalizedItem compactionMarker() {
        return new NormalizedItem(
                new Head(MessageRole.ASSISTANT, null, ItemKind.COMPACTION_MARKER), null, null, List.of());
    }

    public MessageRole role() {
        return role;
    }

    public @Nullable MessageChannel channel() {
        return channel;
    }

    public ItemKind kind() {
        return kind;
    }

    public @Nullable AgentMessage agentMessage() {
        return agentMessage;
    }

    public @Nullable CallId callId() {
        return callId;
    }

    @SuppressWarnings("unchecked")
    public List<Part> parts() {
        return parts instanceof Part part ? List.of(part) : (List<Part>) parts;
    }

    /** The encoded part, by which reasoning is known whatever of it is shown. */
    public @Nullable LongText encodedReasoning() {
        List<Part> parts = kind == ItemKind.REASONING ? parts() : List.of();
        return !parts.isEmpty() && parts.get(parts.size() - 1) instanceof Part.Encoded encoded ? encoded.value() : null;
    }

    /** Whether both are the same item, seen twice. */
    public boolean matches(NormalizedItem other) {
        LongText encoded = encodedReasoning();
        return (encoded != null && encoded.equals(other.encodedReasoning())) || equals(other);
    }

    /** This reasoning with the kinds of readable part that only the other sighting has. */
    public NormalizedItem completedBy(NormalizedItem other) {
        if (kind != ItemKind.REASONING || parts.equals(other.parts)) {
            return this;
        }
        List<Part> completed = new ArrayList<>();
        for (Class<? extends Part> form : List.of(Part.Text.class, Part.Summary.class, Part.Encoded.class)) {
            List<Part> own = parts().stream().filter(form::isInstance).toList();
            completed.addAll(
                    own.isEmpty()
                            ? other.parts().stream().filter(form::isInstance).toList()
                            : own);
        }
        return completed.equals(parts())
                ? this
                : new NormalizedItem(new Head(role, channel, kind), agentMessage, callId, completed);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        if (this == object) {
            return true;
        }
        return object instanceof NormalizedItem other
                && hash == other.hash
                && role == other.role
                && channel == other.channel
                && kind == other.kind
                && Objects.equals(agentMessage, other.agentMessage)
                && Objects.equals(callId, other.callId)
                && parts.equals(other.parts);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return role + " " + kind + " " + parts;
    }
}
