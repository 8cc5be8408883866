/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.internal.Json;

/** What is to become a line: a type and a payload that is one JSON object on one line. Immutable. */
public final class RolloutItem {
    private final LineType type;
    private final byte[] payload;

    private RolloutItem(LineType type, byte[] payload) {
        this.type = type;
        this.payload = payload;
    }

    public static RolloutItem of(LineType type, JsonNode payload) {
        if (!payload.isObject()) {
            throw new IllegalArgumentException("payload is not a JSON object");
        }
        return new RolloutItem(type, Json.write(payload));
    }

    /**
     * Takes the payload as text, which is kept as it is.
     *
     * @throws IllegalArgumentException when the text is not one JSON object on one line
     */
    public static RolloutItem ofJson(LineType type, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        if (payload.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("payload spans several lines");
        }
        try (JsonParser parser = Json.FACTORY.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("payload is not a JSON object");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("payload is more than one JSON value");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("payload is not JSON: " + e.getMessage(), e);
        }
        return new RolloutItem(type, bytes);
    }

    public LineType type() {
        return type;
    }

    /** The payload as a fresh tree. */
    public JsonNode payload() {
        try {
            return Json.read(payload, 0, payload.length);
        } catch (IOException e) {
            throw new IllegalStateException("payload was checked on construction", e);
        }
    }

    /** The payload's own {@code type}, if it has one. */
    public @Nullable String itemType() {
        try (JsonParser parser = Json.FACTORY.createParser(payload)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isType = parser.currentName().equals("type");
                if (parser.nextToken() == JsonToken.VALUE_STRING && isType) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("payload was checked on construction", e);
        }
    }

    /** Roughly what the item occupies while it waits to be written. */
    public int size() {
        return payload.length;
    }

    /** The line, newline included, as written at {@code timestamp}, with its number where the rollout has numbers. */
    public byte[] toLine(String timestamp, OptionalLong ordinal) {
        String number = ordinal.isPresent() ? ",\"ordinal\":" + ordinal.getAsLong() : "";
        String text =
                "{\"timestamp\":\"" + timestamp + "\"" + number + ",\"type\":\"" + type.jsonName() + "\",\"payload\":";
        byte[] head = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream line = new ByteArrayOutputStream(head.length + payload.length + 2);
        line.writeBytes(head);
        line.writeBytes(payload);
        line.write('}');
        line.write('\n');
        return line.toByteArray();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RolloutItem item && item.type == type && Arrays.equals(item.payload, payload);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return type.jsonName() + " " + new String(payload, StandardCharsets.UTF_8);
    }
}
