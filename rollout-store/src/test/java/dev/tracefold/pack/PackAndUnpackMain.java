/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.nio.file.Files;
import java.nio.file.Path;

/** Packs and unpacks a bundle until it is killed. */
final class PackAndUnpackMain {
    private PackAndUnpackMain() {}

    public static void main(String[] args) throws Exception {
        Path bundle = Path.of(args[0]);
        Path packed = bundle.resolveSibling(bundle.getFileName() + PackNames.SUFFIX);
        System.out.println("go");
        while (true) {
            new BundlePacker(PackProgress.NONE).pack(bundle, false);
            new BundleUnpacker(PackProgress.NONE).unpack(packed, bundle);
            Files.delete(packed);
        }
    }
}
