/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that goes by the name of a rollout, and holds nothing of one. */
final class NotARollout extends IOException {
    private static final long serialVersionUID = 1L;

    NotARollout(Path path) throws IOException {
        super(path + (Files.size(path) == 0 ? " is empty" : " holds no line of a rollout")
                + "; a rollout has one JSON object a line, the first a session_meta");
    }
}
