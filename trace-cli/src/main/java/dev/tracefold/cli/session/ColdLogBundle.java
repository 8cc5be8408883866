/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.pack.ColdLog;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

/** A bundle whose log alone was compressed. May be shared between threads. */
final class ColdLogBundle implements TraceSource {
    private final Bundle bundle;
    private final Path log;

    private ColdLogBundle(Bundle bundle, Path log) {
        this.bundle = bundle;
        this.log = log;
    }

    /** The bundle with its plain log, where there is one, else with its compressed one, where there is that. */
    static TraceSource orPlain(Bundle bundle) throws IOException {
        try {
            bundle.log();
            return bundle;
        } catch (ReplayException noPlainLog) {
            try {
                return new ColdLogBundle(bundle, bundle.log(ColdLog.SUFFIX));
            } catch (ReplayException noLog) {
                // Whoever asks for the log will hear of the plain one.
                return bundle;
            }
        }
    }

    @Override
    public Path location() {
        return bundle.location();
    }

    @Override
    public TraceManifest manifest() {
        return bundle.manifest();
    }

    @Override
    public EventLog events() throws IOException {
        return EventLog.of(log());
    }

    /** The lines of the log. */
    InputStream log() throws IOException {
        return ColdLog.of(Files.newInputStream(log), log);
    }

    @Override
    public Payload payload(PayloadRef ref) throws IOException, ReplayException {
        return bundle.payload(ref);
    }
}
