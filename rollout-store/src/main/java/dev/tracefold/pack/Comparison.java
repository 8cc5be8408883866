/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** Whether a packed and a plain bundle are the same. */
final class Comparison {
    private static final int CHUNK = 1 << 18;

    private Comparison() {}

    /** To the last byte. */
    static boolean same(PackedBundle packed, Path plain, BundleListing listing) throws IOException {
        List<PackedFile> files = packed.files();
        if (files.size() != listing.files().size() || !packed.directories().equals(listing.directories())) {
            return false;
        }
        for (BundleListing.Entry entry : listing.files()) {
            PackedFile file = packed.find(entry.name());
            if (file == null || !looksLike(file, entry) || !digest(plain.resolve(entry.name()), file.digest())) {
                return false;
            }
        }
        return true;
    }

    /** Whether all that a directory still has looks like what is packed: it may have been deleted in part. */
    static boolean isPartOf(PackedBundle packed, BundleListing listing) {
        return listing.files().stream().allMatch(entry -> {
            PackedFile file = packed.find(entry.name());
            return file != null && looksLike(file, entry);
        });
    }

    private static boolean looksLike(PackedFile file, BundleListing.Entry entry) {
        return file.size() == entry.size() && file.modified().equals(entry.modified());
    }

    private static boolean digest(Path file, byte[] expected) throws IOException {
        MessageDigest digest = PackFormat.sha256();
        byte[] buffer = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return MessageDigest.isEqual(digest.digest(), expected);
    }
}
