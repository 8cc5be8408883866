/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.util.List;
import java.util.Optional;

import dev.tracefold.replay.TraceSource;

/** There is only one to choose from, so nobody is asked. */
record OneSession(TraceSource.Opener opener) implements SessionCatalog {
    static final String ID = "session";

    @Override
    public String title() {
        return "";
    }

    @Override
    public boolean hasArchive() {
        return false;
    }

    @Override
    public Page page(Query query) {
        return new Page(List.of(), Optional.empty());
    }

    @Override
    public Optional<TraceSource.Opener> find(String id) {
        return id.equals(ID) ? Optional.of(opener) : Optional.empty();
    }
}
