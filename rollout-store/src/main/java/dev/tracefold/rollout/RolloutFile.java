/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * One rollout found on disk.
 *
 * @param path the form that exists
 * @param name what its name says
 * @param archived under which root it was found
 */
public record RolloutFile(Path path, RolloutName name, boolean archived) {
    /** Of several files of one session, or of one rollout, the one that counts comes last: not archived, then newest. */
    public static final Comparator<RolloutFile> PREFERENCE = Comparator.comparing(RolloutFile::archived)
            .reversed()
            .thenComparing(RolloutFile::name)
            .thenComparing(RolloutFile::path);

    /** Of two files of one session, the one that counts. */
    public static RolloutFile preferred(RolloutFile a, RolloutFile b) {
        return PREFERENCE.compare(a, b) < 0 ? b : a;
    }

    /** The logical path. */
    public Path plainPath() {
        return RolloutForms.plain(path);
    }
}
