/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import dev.tracefold.model.raw.TraceManifest;

/** The file {@code manifest.json}. All methods may be called from any thread. */
public final class ManifestJson {
    private ManifestJson() {}

    /**
     * Reads a manifest.
     *
     * @throws UnsupportedSchemaException if it is JSON of another version
     * @throws MalformedJsonException if it is no JSON or no manifest
     */
    public static TraceManifest read(byte[] utf8) throws MalformedJsonException {
        return Versioned.read(SharedCodecs.MANIFEST, utf8, 0, utf8.length, 1);
    }

    /** Writes a manifest, indented for people. */
    public static byte[] toBytes(TraceManifest manifest) {
        return Versioned.write(SharedCodecs.MANIFEST, manifest, true);
    }
}
