/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Failures that say what they are about: a full disk does not, when it is told to whoever writes. */
final class Named {
    private Named() {}

    static IOException failure(String what, IOException why) {
        if (why instanceof PackException
                || why instanceof DamagedPackException
                || why instanceof FileSystemException
                || why.getMessage() == null) {
            return why;
        }
        IOException named = new IOException(what + ": " + why.getMessage());
        named.addSuppressed(why);
        return named;
    }
}
