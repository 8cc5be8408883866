/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.io.IOException;

import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.line.SessionMeta;
import dev.tracefold.rollout.read.SessionHead;

/** Which rollouts a name may stand for: those with a readable header of their own thread that pass the filter. */
final class NamedRollouts {
    private NamedRollouts() {}

    static boolean passes(RolloutFile file, ListRequest.ListFilter filter, FileOps files) {
        SessionMeta meta;
        try {
            meta = SessionHead.read(file.path(), files);
        } catch (IOException e) {
            return false;
        }
        String provider = meta.modelProvider();
        boolean source = filter.sources().isEmpty()
                || meta.statedSource().filter(filter.sources()::contains).isPresent();
        return meta.id().equals(file.name().id())
                && source
                && (provider == null
                        || filter.providers().isEmpty()
                        || filter.providers().contains(provider));
    }
}
