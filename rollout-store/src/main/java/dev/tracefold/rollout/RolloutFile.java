/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

import java.nio.file.Path;

/**
 * One rollout found on disk.
 *
 * @param path the form that exists
 * @param name what its name says
 * @param archived under which root it was found
 */
public record RolloutFile(Path path, RolloutName name, boolean archived) {
    /** The logical path. */
    public Path plainPath() {
        return RolloutForms.plain(path);
    }
}
