/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.util.Locale;

/** The names of closed sets on the wire. */
public final class WireNames {
    private WireNames() {}

    /** The name of a constant as JSON has it: in lower case, with underscores. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
