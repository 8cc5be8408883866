/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.LongPlaces;
import dev.tracefold.rollout.internal.Json;

/**
 * One good line: where it is, its envelope, and its bytes. The payload becomes a tree only when asked for, so that
 * stepping over a line costs one pass over its bytes. Immutable as long as nobody writes to {@link #bytes()}.
 */
public final class RolloutLine {
    private final long number;
    private final long offset;
    private final byte[] bytes;
    private final long ordinal;
    private final String timestamp;
    private final LineType type;
    private final @Nullable String itemType;
    private final int payloadStart;
    private final int payloadEnd;
    private final boolean sound;
    private final boolean bare;
    private final @Nullable FieldPlaces payloadFields;
    private final LongPlaces longTexts;

    RolloutLine(long number, long offset, byte[] bytes, LineParser envelope) {
        this.number = number;
        this.offset = offset;
        this.bytes = bytes;
        this.ordinal = envelope.ordinal();
        this.timestamp = envelope.timestamp();
        this.type = envelope.type();
        this.itemType = envelope.itemType();
        this.payloadStart = envelope.payloadStart();
        this.payloadEnd = envelope.payloadEnd();
        this.sound = envelope.sound();
        this.bare = envelope.bare();
        this.payloadFields = envelope.payloadFields();
        this.longTexts = envelope.longTexts();
    }

    /** Counted from 1, blank lines included. */
    public long number() {
        return number;
    }

    /** Offset of the first byte in the plain form. */
    public long offset() {
        return offset;
    }

    /** The number that recorders of some versions give to a line, counted through all that a session goes on from. */
    public OptionalLong ordinal() {
        return ordinal == LineParser.NO_ORDINAL ? OptionalLong.empty() : OptionalLong.of(ordinal);
    }

    /** The line as it stands in the file, without its newline; not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the payload starts in {@link #bytes()}. */
    public int payloadStart() {
        return payloadStart;
    }

    /** Where it has ended. */
    public int payloadEnd() {
        return payloadEnd;
    }

    /**
     * Whether the line is known to be JSON in the strict sense of {@link dev.tracefold.model.json.Json}. It may be so
     * without being known.
     */
    public boolean sound() {
        return sound;
    }

    /** Where the fields of the payload lie, whose names are all without escapes and ASCII; null if that is not known. */
    public @Nullable FieldPlaces payloadFields() {
        return payloadFields;
    }

    /** Where the long texts of the payload lie, as far as that is known. */
    public LongPlaces longTexts() {
        return longTexts;
    }

    /** Whether the line is of a version that wrote no envelopes; its payload is the whole line then. */
    public boolean bare() {
        return bare;
    }

    /** When the line was written, as text; empty if the line does not tell. */
    public String timestamp() {
        return timestamp;
    }

    public LineType type() {
        return type;
    }

    /** The payload's own {@code type}, if it has one. */
    public @Nullable String itemType() {
        return itemType;
    }

    public boolean is(LineType lineType, String payloadType) {
        return type == lineType && payloadType.equals(itemType);
    }

    /** The payload as a fresh tree; ghost snapshots of old versions are left out of a compaction's history. */
    public JsonNode payload() {
        try {
            JsonNode payload = Json.read(bytes, payloadStart, payloadEnd - payloadStart);
            if (bare && type == LineType.SESSION_META) {
                return BareLine.completed((ObjectNode) payload);
            }
            return type == LineType.COMPACTED ? withoutGhosts((ObjectNode) payload) : payload;
        } catch (IOException e) {
            throw new UncheckedIOException("line " + number + " was readable a moment ago", e);
        }
    }

    /** The same content as it would be handed to a recorder. */
    public RolloutItem toItem() {
        if (bare) {
            return RolloutItem.of(type, payload());
        }
        return RolloutItem.ofJson(
                type, new String(Arrays.copyOfRange(bytes, payloadStart, payloadEnd), StandardCharsets.UTF_8));
    }

    private static JsonNode withoutGhosts(ObjectNode compacted) {
        if (compacted.get("replacement_history") instanceof ArrayNode history) {
            for (int i = history.size() - 1; i >= 0; i--) {
                if (LineParser.GHOST_SNAPSHOT.equals(Json.text(history.get(i), "type"))) {
                    history.remove(i);
                }
            }
        }
        return compacted;
    }

    @Override
    public String toString() {
        return "line " + number + " " + type.jsonName() + (itemType == null ? "" : "/" + itemType);
    }
}
