/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonNull;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;

/**
 * Stands for a JSON value that is compared but not kept, an image for example: values are equal as JSON if and, but for
 * a collision of SHA-256, only if their digests are.
 */
public record ContentDigest(long a, long b, long c, long d) {
    /** What an absent field has. */
    static final ContentDigest ABSENT = of(JsonNull.NULL);

    static ContentDigest of(@Nullable JsonValue value) {
        MessageDigest sha = sha256();
        feed(sha, value == null ? JsonNull.NULL : value);
        ByteBuffer bytes = ByteBuffer.wrap(sha.digest());
        return new ContentDigest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    /** Every value is fed with its kind and its length, so that no two values feed the same bytes. */
    private static void feed(MessageDigest sha, JsonValue value) {
        if (value instanceof JsonObject object) {
            List<String> names = new ArrayList<>(object.fields().keySet());
            names.sort(null);
            start(sha, 'o', names.size());
            for (String name : names) {
                text(sha, 'n', name);
                JsonValue field = object.fields().get(name);
                feed(sha, field == null ? JsonNull.NULL : field);
            }
        } else if (value instanceof JsonArray array) {
            start(sha, 'a', array.values().size());
            for (JsonValue element : array.values()) {
                feed(sha, element);
            }
        } else if (value instanceof JsonString string) {
            text(sha, 's', string.value());
        } else if (value instanceof JsonNumber number && !number.integer()) {
            start(sha, 'd', Double.doubleToLongBits(Double.parseDouble(number.digits()) + 0.0));
        } else {
            text(sha, 'v', value.compact());
        }
    }

    private static void start(MessageDigest sha, char kind, long length) {
        sha.update((byte) kind);
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, length));
    }

    private static void text(MessageDigest sha, char kind, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        start(sha, kind, utf8.length);
        sha.update(utf8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
