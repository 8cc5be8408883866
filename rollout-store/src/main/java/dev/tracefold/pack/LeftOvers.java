/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What was left when packing or unpacking was killed. */
public final class LeftOvers {
    private LeftOvers() {}

    /**
     * Deletes what is left in a directory: the rest of plain bundles that are whole in their packed form, and packed and
     * unpacked ones that never became whole. What somebody works on right now, and what cannot be deleted, stays.
     *
     * @throws IOException if the directory cannot be listed
     */
    public static void clear(Path parent) throws IOException {
        List<Path> found;
        try (Stream<Path> entries = Files.list(parent)) {
            found = entries.filter(PackNames::isLeftOver).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
        for (Path path : found) {
            try {
                clearOne(path);
            } catch (IOException keep) {
                // It is in nobody's way: no command takes it for a bundle.
            }
        }
    }

    private static void clearOne(Path path) throws IOException {
        if (PackNames.isAbandoned(path) || (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && isPacked(path))) {
            delete(path);
        }
    }

    /** Whether what was put aside is in a packed bundle: somebody may have taken that away since. */
    private static boolean isPacked(Path aside) throws IOException {
        if (!aside.getFileName().toString().endsWith(".packed")) {
            return false;
        }
        Path packed = aside.resolveSibling(PackNames.nameOfLeftOver(aside) + PackNames.SUFFIX);
        if (!Files.isRegularFile(packed)) {
            return false;
        }
        try (PackedBundle bundle = PackedBundle.open(packed)) {
            bundle.verify();
            return Comparison.isPartOf(bundle, BundleListing.of(aside));
        }
    }

    /** Deletes a file, or a directory with all that is in it; links are deleted and not followed. */
    static void delete(Path top) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(top)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
