/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Path;

import dev.tracefold.pack.DamagedPackException;
import dev.tracefold.pack.PackNames;
import dev.tracefold.pack.PackedBundle;
import dev.tracefold.view.check.Finding;

/** Whether a packed bundle still holds every byte that was packed. */
final class PackCheck {
    private PackCheck() {}

    /**
     * Compares every file with its digest; a bundle in another form has none.
     *
     * @throws DamagedPackException at the first that differs
     */
    static void verify(Path bundle) throws IOException {
        if (PackNames.isPacked(bundle)) {
            try (PackedBundle packed = PackedBundle.open(bundle)) {
                packed.verify();
            }
        }
    }

    static Finding damaged(DamagedPackException damage) {
        return new Finding(
                Finding.Severity.ERROR,
                "PACK_DAMAGED",
                null,
                null,
                String.valueOf(damage.getMessage()),
                "take the file from a backup; whatever of it a command still gives is right");
    }
}
