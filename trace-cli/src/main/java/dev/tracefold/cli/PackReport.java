/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Path;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.cli.terminal.Sizes;
import dev.tracefold.pack.BundlePacker;
import dev.tracefold.pack.PackException;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Printable;

/** How packing went, for people and for programs. */
final class PackReport {
    private final Console console;
    private final boolean json;
    private final boolean total;
    private int bundles;
    private int refused;
    private long plainBytes;
    private long packedBytes;
    private boolean dry;
    private int exitCode;

    /**
     * A report.
     *
     * @param total whether it ends with what all came to
     */
    PackReport(Console console, boolean json, boolean total) {
        this.console = console;
        this.json = json;
        this.total = total;
    }

    void wouldPack(Path bundle, long bytes) {
        dry = true;
        bundles++;
        plainBytes += bytes;
        if (json) {
            console.print(new Fields()
                    .text("bundle", bundle.toString())
                    .text("result", "would_pack")
                    .number("plain_bytes", bytes)
                    .object());
        } else {
            console.print(name(bundle) + ": " + Sizes.of(bytes) + " would be packed");
        }
    }

    void packed(Path bundle, BundlePacker.Packed packed) {
        bundles++;
        plainBytes += packed.plainBytes();
        packedBytes += packed.packedBytes();
        if (json) {
            console.print(new Fields()
                    .text("bundle", bundle.toString())
                    .text("result", packed.already() ? "already_packed" : "packed")
                    .text("packed", packed.packed().toString())
                    .number("files", (long) packed.files())
                    .number("plain_bytes", packed.plainBytes())
                    .number("packed_bytes", packed.packedBytes())
                    .object());
        } else {
            console.print(name(bundle) + ": " + (packed.already() ? "was packed already: " : "")
                    + Amounts.count(packed.files(), "file") + ", " + Sizes.of(packed.plainBytes()) + " in "
                    + Sizes.of(packed.packedBytes()) + ", " + name(packed.packed()));
        }
        if (packed.left() != null) {
            console.note("note: " + name(packed.left()) + " could not be deleted; it is in no command's way");
        }
        console.out().flush();
    }

    void refused(Path bundle, IOException why) {
        refused++;
        exitCode = Math.max(exitCode, why instanceof PackException ? Failure.EVIDENCE : Failures.exitCode(why));
        if (json) {
            console.print(new Fields()
                    .text("bundle", bundle.toString())
                    .text("result", "refused")
                    .text("message", Failures.sentence(why))
                    .object());
        } else {
            console.complain(Failures.sentence(why));
        }
    }

    int end() {
        if (total && !json && bundles + refused == 0) {
            console.print("nothing to pack");
        } else if (total && !json) {
            console.print(Amounts.count(bundles, "bundle") + ", "
                    + (dry
                            ? Sizes.of(plainBytes) + " to pack"
                            : Sizes.of(plainBytes) + " packed in " + Sizes.of(packedBytes))
                    + (refused == 0 ? "" : ", " + refused + " not packed"));
        }
        return exitCode;
    }

    private static String name(Path path) {
        return Printable.line(path.toString());
    }
}
