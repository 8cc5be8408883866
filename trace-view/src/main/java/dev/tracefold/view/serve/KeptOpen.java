/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

/** A session that stays open when whoever was lent it closes it. */
record KeptOpen(TraceSource source) implements TraceSource {
    @Override
    public Path location() {
        return source.location();
    }

    @Override
    public TraceManifest manifest() {
        return source.manifest();
    }

    @Override
    public EventLog events() throws IOException, ReplayException {
        return source.events();
    }

    @Override
    public Payload payload(PayloadRef ref) throws IOException, ReplayException {
        return source.payload(ref);
    }

    @Override
    public void expect(Collection<PayloadRef> refs) {
        source.expect(refs);
    }
}
