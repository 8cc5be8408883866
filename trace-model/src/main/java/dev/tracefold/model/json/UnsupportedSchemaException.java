/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.io.Serial;

/** JSON of a version of the format that this program does not know; it may be well-formed in that version. */
public final class UnsupportedSchemaException extends MalformedJsonException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String found;

    UnsupportedSchemaException(long line, String found, int supported) {
        super(
                line,
                1,
                "schema_version",
                "version " + found + " is not supported; this program reads version " + supported);
        this.found = found;
    }

    /** The version that was found, as it was written. */
    public String found() {
        return found;
    }
}
