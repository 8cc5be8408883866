/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.pack.ColdLog;
import dev.tracefold.pack.PackedBundle;
import dev.tracefold.pack.PackedFile;
import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

/** A packed bundle as the replay wants it. It answers as the plain one would. May be shared between threads. */
final class PackedSession implements TraceSource {
    private final PackedBundle bundle;
    private final TraceManifest manifest;

    private PackedSession(PackedBundle bundle) throws IOException, ReplayException {
        this.bundle = bundle;
        PackedFile file = bundle.find(TraceManifest.FILE_NAME);
        if (file == null) {
            throw Bundle.withoutManifest();
        }
        this.manifest = Bundle.manifest(bundle.read(file));
    }

    static PackedSession open(Path path) throws IOException, ReplayException {
        PackedBundle bundle = PackedBundle.open(path);
        try {
            return new PackedSession(bundle);
        } catch (IOException | ReplayException | RuntimeException | Error e) {
            bundle.close();
            throw e;
        }
    }

    @Override
    public Path location() {
        return bundle.path();
    }

    @Override
    public TraceManifest manifest() {
        return manifest;
    }

    @Override
    public EventLog events() throws IOException, ReplayException {
        return EventLog.of(log());
    }

    /** The lines of the log. */
    InputStream log() throws IOException, ReplayException {
        String name = Bundle.nameInside(manifest.rawEventLog(), ErrorCode.LOG_MISSING);
        PackedFile plain = bundle.find(name);
        if (plain != null) {
            return bundle.stream(plain);
        }
        PackedFile cold = bundle.find(name + ColdLog.SUFFIX);
        if (cold == null) {
            throw Bundle.absent(manifest.rawEventLog(), bundle.isDirectory(name), ErrorCode.LOG_MISSING);
        }
        return ColdLog.of(bundle.stream(cold), bundle.path().resolve(cold.name()));
    }

    @Override
    public Payload payload(PayloadRef ref) throws ReplayException {
        String name = Bundle.nameInside(ref.path(), ErrorCode.PAYLOAD_MISSING);
        PackedFile file = bundle.find(name);
        if (file == null) {
            throw Bundle.absent(ref.path(), bundle.isDirectory(name), ErrorCode.PAYLOAD_MISSING);
        }
        return () -> bundle.read(file);
    }

    @Override
    public void close() throws IOException {
        bundle.close();
    }
}
