/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.nio.file.Path;

/** A packed bundle, or a log compressed at rest, is not what its writer wrote. */
public final class DamagedPackException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    DamagedPackException(Path file, long offset, String problem) {
        super(file + " is damaged at byte " + offset + ": " + problem);
        this.file = file;
        this.offset = offset;
    }

    /** The file that is damaged. */
    public Path file() {
        return file;
    }

    /** Where in it, counted from 0: where what is damaged begins. */
    public long offset() {
        return offset;
    }
}
