/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * How large a plain bundle is, and how old: what decides whether it is packed.
 *
 * @param youngest when anything in it was last written
 */
public record PlainBundle(long bytes, Instant youngest) {

    /**
     * Looks at a bundle.
     *
     * @throws PackException if there is something in it that cannot be packed
     */
    public static PlainBundle look(Path bundle) throws IOException {
        BundleListing listing = BundleListing.of(bundle);
        return new PlainBundle(listing.bytes(), listing.youngest());
    }
}
