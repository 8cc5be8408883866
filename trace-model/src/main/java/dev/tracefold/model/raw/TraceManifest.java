/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.raw;

import java.util.Objects;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;

/**
 * Who recorded what: the file {@code manifest.json} of a bundle.
 *
 * @param rawEventLog where the log lies, relative to the bundle's root
 * @param payloadsDir where the payload files lie; for people, since each reference has its own path
 */
public record TraceManifest(
        TraceId traceId,
        RolloutId rolloutId,
        ThreadId rootThreadId,
        long startedAtUnixMs,
        String rawEventLog,
        String payloadsDir) {

    /** The one version of manifest and events that there is so far. */
    public static final int SCHEMA_VERSION = 1;

    /** The name of the manifest in its bundle. */
    public static final String FILE_NAME = "manifest.json";

    public TraceManifest {
        Objects.requireNonNull(traceId, "traceId");
        Objects.requireNonNull(rolloutId, "rolloutId");
        Objects.requireNonNull(rootThreadId, "rootThreadId");
        Objects.requireNonNull(rawEventLog, "rawEventLog");
        Objects.requireNonNull(payloadsDir, "payloadsDir");
    }

    /** A manifest with the usual names of log and payload directory. */
    public static TraceManifest of(TraceId traceId, RolloutId rolloutId, ThreadId rootThreadId, long startedAtUnixMs) {
        return new TraceManifest(traceId, rolloutId, rootThreadId, startedAtUnixMs, "trace.jsonl", "payloads");
    }
}
