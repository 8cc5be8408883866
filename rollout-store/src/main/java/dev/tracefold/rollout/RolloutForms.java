/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The two forms of a rollout: plain ({@code .jsonl}) and compressed ({@code .jsonl.zst}). The plain path is the logical
 * path whichever form exists, and the plain file wins when both do.
 */
public final class RolloutForms {
    private RolloutForms() {}

    /** Whether the name says compressed rollout. */
    public static boolean isCompressed(Path path) {
        return path.toString().endsWith(RolloutName.PLAIN_SUFFIX + RolloutName.COMPRESSED_SUFFIX);
    }

    /** The logical path of either form. */
    public static Path plain(Path path) {
        if (!isCompressed(path)) {
            return path;
        }
        String name = fileName(path);
        return path.resolveSibling(name.substring(0, name.length() - RolloutName.COMPRESSED_SUFFIX.length()));
    }

    /** The compressed sibling of either form. */
    public static Path compressed(Path path) {
        return isCompressed(path) ? path : path.resolveSibling(fileName(path) + RolloutName.COMPRESSED_SUFFIX);
    }

    /** The form that exists as a regular file, plain first; empty when neither does. */
    public static Optional<Path> resolve(Path path) {
        Path plain = plain(path);
        if (Files.isRegularFile(plain)) {
            return Optional.of(plain);
        }
        Path compressed = compressed(path);
        return Files.isRegularFile(compressed) ? Optional.of(compressed) : Optional.empty();
    }

    /** The last part of {@code path} as text; empty for a root. */
    public static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
