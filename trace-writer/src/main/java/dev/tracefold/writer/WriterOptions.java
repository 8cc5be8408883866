/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a writer goes about it. Immutable; start from {@link #defaults()} and change what should differ.
 *
 * @param durability what has become of an event when {@code append} returns
 * @param mapper makes values into JSON; must not be reconfigured while it is in use
 * @param clock tells the time of events; it is asked under the writer's lock, so that times rise with seq
 * @param maxPayloadBytes a larger body is replaced by a note of its size and SHA-256
 * @param maxBundleBytes the writer stops for good before log and payloads together grow above it
 * @param redactor sees every body before it is written, if there is one
 */
public record WriterOptions(
        Durability durability,
        ObjectMapper mapper,
        Clock clock,
        long maxPayloadBytes,
        long maxBundleBytes,
        @Nullable Redactor redactor) {

    /** The cap of what has none. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    public WriterOptions {
        Objects.requireNonNull(durability, "durability");
        Objects.requireNonNull(mapper, "mapper");
        Objects.requireNonNull(clock, "clock");
        requirePositive(maxPayloadBytes, "maxPayloadBytes");
        requirePositive(maxBundleBytes, "maxBundleBytes");
    }

    /** Handed to the operating system, a plain mapper, the system's clock, no caps, no redactor. */
    public static WriterOptions defaults() {
        return new WriterOptions(
                Durability.OS, JsonMapper.builder().build(), Clock.systemUTC(), UNLIMITED, UNLIMITED, null);
    }

    /** The same with that durability. */
    public WriterOptions withDurability(Durability other) {
        return new WriterOptions(other, mapper, clock, maxPayloadBytes, maxBundleBytes, redactor);
    }

    /** The same with that mapper. */
    public WriterOptions withMapper(ObjectMapper other) {
        return new WriterOptions(durability, other, clock, maxPayloadBytes, maxBundleBytes, redactor);
    }

    /** The same with that clock. */
    public WriterOptions withClock(Clock other) {
        return new WriterOptions(durability, mapper, other, maxPayloadBytes, maxBundleBytes, redactor);
    }

    /** The same with that cap on each payload. */
    public WriterOptions withMaxPayloadBytes(long bytes) {
        return new WriterOptions(durability, mapper, clock, bytes, maxBundleBytes, redactor);
    }

    /** The same with that cap on the whole bundle. */
    public WriterOptions withMaxBundleBytes(long bytes) {
        return new WriterOptions(durability, mapper, clock, maxPayloadBytes, bytes, redactor);
    }

    /** The same with that redactor. */
    public WriterOptions withRedactor(Redactor other) {
        return new WriterOptions(durability, mapper, clock, maxPayloadBytes, maxBundleBytes, other);
    }

    private static void requirePositive(long bytes, String name) {
        if (bytes <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + bytes);
        }
    }
}
