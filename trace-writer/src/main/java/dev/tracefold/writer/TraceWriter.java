/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.writer.WriterStoppedException.Reason;

/**
 * Writes one bundle. Strict: what cannot be written is an exception.
 *
 * <p>A payload is complete under its name before its reference exists, and an event is with the operating system (or on
 * the disk, see {@link Durability}) before {@link #append} returns. So whatever instant the process dies, every complete
 * line of the log replays. All methods may be called from any thread.
 *
 * <p>An event is written as it is given: only bodies go through the {@link Redactor}.
 */
public final class TraceWriter implements AutoCloseable {
    private final RolloutId rolloutId;
    private final WriterOptions options;
    private final BundleFiles files;
    private final String payloadsDir;
    private final PayloadEncoder encoder;
    private final BundleLog log;
    private final @Nullable GroupCommit commit;
    private final AtomicBoolean closed = new AtomicBoolean();

    TraceWriter(TraceManifest manifest, BundleFiles files, WriterOptions options) {
        this.rolloutId = manifest.rolloutId();
        this.payloadsDir = manifest.payloadsDir();
        this.options = options;
        this.files = files;
        this.encoder = new PayloadEncoder(options);
        this.log = new BundleLog(files, options.clock(), options.maxBundleBytes());
        this.commit = options.durability() == Durability.DISK ? new GroupCommit(log::seq, log::force) : null;
    }

    /**
     * Makes the directory, the manifest and an empty log.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the directory is there and not empty
     */
    public static TraceWriter create(
            Path bundleDir, TraceId traceId, RolloutId rolloutId, ThreadId rootThreadId, WriterOptions options)
            throws IOException {
        TraceManifest manifest = TraceManifest.of(
                traceId, rolloutId, rootThreadId, options.clock().millis());
        return new TraceWriter(manifest, DirectoryFiles.create(bundleDir, manifest), options);
    }

    /**
     * Writes a body to a file of its own.
     *
     * @param value anything that the mapper of the options makes JSON of, trees included
     * @throws PayloadException if it will not become JSON; the writer goes on
     * @throws WriterStoppedException if the writer takes no more
     */
    public PayloadRef writePayload(PayloadKind kind, Object value) throws IOException {
        return storePayload(kind, value).ref();
    }

    /**
     * Writes a body that is JSON in UTF-8 already. It is checked and indented on its way.
     *
     * @throws PayloadException if it is no JSON; the writer goes on
     * @throws WriterStoppedException if the writer takes no more
     */
    public PayloadRef writeJsonPayload(PayloadKind kind, byte[] json) throws IOException {
        return storeJsonPayload(kind, json).ref();
    }

    /** The same as {@link #writePayload}, and tells whether a note took the body's place. */
    public StoredPayload storePayload(PayloadKind kind, Object value) throws IOException {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
        log.requireRunning();
        return store(kind, encoder.ofValue(kind, value));
    }

    /** The same as {@link #writeJsonPayload}, and tells whether a note took the body's place. */
    public StoredPayload storeJsonPayload(PayloadKind kind, byte[] json) throws IOException {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(json, "json");
        log.requireRunning();
        return store(kind, encoder.ofJson(kind, json));
    }

    private StoredPayload store(PayloadKind kind, PayloadEncoder.Body body) throws IOException {
        BundleFiles.Partial partial = files.newPartial();
        boolean published = false;
        try {
            CappedStream capped = encode(kind, body, partial);
            long size = capped.overflowed() ? replaceByNote(kind, capped, partial) : capped.size();
            if (commit != null) {
                partial.force();
            }
            partial.close();
            long ordinal = log.publish(partial, size);
            published = true;
            PayloadId id = new PayloadId("raw_payload:" + ordinal);
            PayloadRef ref = new PayloadRef(id, kind, payloadsDir + "/" + ordinal + ".json");
            return new StoredPayload(ref, capped.overflowed());
        } finally {
            if (!published) {
                partial.discard();
            }
        }
    }

    private CappedStream encode(PayloadKind kind, PayloadEncoder.Body body, BundleFiles.Partial partial)
            throws IOException {
        CappedStream capped = new CappedStream(partial, options.maxPayloadBytes());
        try {
            encoder.encode(body, capped);
            return capped;
        } catch (IOException | RuntimeException e) {
            IOException disk = capped.diskFailure();
            throw disk != null ? disk : new PayloadException(kind, PayloadException.Step.SERIALISE, e);
        }
    }

    private long replaceByNote(PayloadKind kind, CappedStream body, BundleFiles.Partial partial) throws IOException {
        partial.restart();
        CappedStream note = new CappedStream(partial, WriterOptions.UNLIMITED);
        encoder.encode(encoder.ofNote(OversizeNote.of(kind, body.size(), body.hash())), note);
        return note.size();
    }

    /**
     * Appends an event: one complete line, in one write.
     *
     * @return the event, with the seq and the time that it got
     * @throws IllegalArgumentException if a text of the event holds a lone surrogate, which JSON cannot carry
     * @throws WriterStoppedException if the writer takes no more, or has to stop for good now
     */
    public RawTraceEvent append(EventContext context, RawEventPayload payload) throws IOException {
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(payload, "payload");
        log.requireRunning();
        RawTraceEvent event = log.append(EventLine.of(rolloutId, context, payload));
        if (commit != null) {
            force(event.seq());
        }
        return event;
    }

    private void force(long seq) throws IOException {
        if (commit == null) {
            return;
        }
        try {
            commit.await(seq);
        } catch (IOException e) {
            throw log.stop(Reason.FAILED, e);
        }
    }

    /** Ends the log. Calling it again does nothing. */
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean failed = log.stop(Reason.CLOSED, null).reason() == Reason.FAILED;
        try {
            if (!failed) {
                force(log.seq());
            }
        } finally {
            files.close();
        }
    }
}
