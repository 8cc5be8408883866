/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

import dev.tracefold.writer.WriterOptions;

/**
 * How to record. Immutable.
 *
 * @param writer how the bundle is written
 * @param ids gives a new identifier at each call: for the recording, for model requests, compactions and MCP calls
 */
public record RecorderConfig(WriterOptions writer, Supplier<String> ids) {
    public RecorderConfig {
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(ids, "ids");
    }

    /** The writer's defaults and random UUIDs. */
    public static RecorderConfig defaults() {
        return new RecorderConfig(
                WriterOptions.defaults(), () -> UUID.randomUUID().toString());
    }

    /** The same with those options. */
    public RecorderConfig withWriter(WriterOptions other) {
        return new RecorderConfig(other, ids);
    }

    /** The same with that source of identifiers. */
    public RecorderConfig withIds(Supplier<String> other) {
        return new RecorderConfig(writer, other);
    }
}
