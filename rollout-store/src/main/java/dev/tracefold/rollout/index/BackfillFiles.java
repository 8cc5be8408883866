/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutWalk;
import dev.tracefold.rollout.internal.FileOps;

/**
 * The files to index, in the order of their keys: the path relative to the data directory of the plain form, so that
 * compressing a file does not change its place.
 *
 * @param entries sorted by key, as bytes
 * @param complete whether every directory could be listed
 */
record BackfillFiles(List<Entry> entries, boolean complete) {
    private static final Logger LOG = LoggerFactory.getLogger(BackfillFiles.class);

    /** A file and its key. */
    record Entry(String key, RolloutFile file) {}

    static BackfillFiles collect(RolloutHome home, FileOps files) throws IOException {
        AtomicBoolean complete = new AtomicBoolean(true);
        RolloutWalk walk = new RolloutWalk(files, (directory, error) -> {
            LOG.warn("skipping unreadable directory {}", directory, error);
            complete.set(false);
        });
        List<Entry> entries = new ArrayList<>();
        for (boolean archived : new boolean[] {true, false}) {
            walk.forEach(
                    home.rolloutRoot(archived),
                    archived,
                    file -> entries.add(new Entry(home.key(file.plainPath()), file)));
        }
        entries.sort(Comparator.comparing(Entry::key, BackfillFiles::compare));
        return new BackfillFiles(entries, complete.get());
    }

    static int compare(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
