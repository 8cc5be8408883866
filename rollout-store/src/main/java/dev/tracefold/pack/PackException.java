/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;

/** A bundle is not packed or unpacked, for the reason that the message says. Nothing was lost. */
public final class PackException extends IOException {
    private static final long serialVersionUID = 1L;

    PackException(String message) {
        super(message);
    }
}
