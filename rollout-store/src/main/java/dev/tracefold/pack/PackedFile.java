/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.time.Instant;

/** A file in a packed bundle. Its name is relative to the bundle, with slashes. */
public final class PackedFile {
    private final String name;
    private final long size;
    private final Instant modified;
    private final int mode;
    private final byte[] digest;
    private final long position;

    PackedFile(String name, long size, Instant modified, int mode, byte[] digest, long position) {
        this.name = name;
        this.size = size;
        this.modified = modified;
        this.mode = mode;
        this.digest = digest;
        this.position = position;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** How many bytes it has. */
    public long size() {
        return size;
    }

    /** When it was last written. */
    public Instant modified() {
        return modified;
    }

    /** Who may do what with it, or {@link Modes#UNKNOWN}. */
    int mode() {
        return mode;
    }

    /** The SHA-256 of its bytes; not to be changed. */
    byte[] digest() {
        return digest;
    }

    /** Where it begins among all plain bytes. */
    long position() {
        return position;
    }
}
