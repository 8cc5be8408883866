/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.cli.terminal.Sizes;
import dev.tracefold.pack.BundleUnpacker;
import dev.tracefold.pack.PackException;
import dev.tracefold.pack.PackNames;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Printable;

/** {@code tracefold unpack}. */
@Command(
        name = "unpack",
        description = {
            "Restores a packed bundle byte for byte, with the times of its files.",
            "The packed file stays. As long as both are there, the plain bundle is read."
        })
final class UnpackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The packed bundle.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "What the bundle is to be called; as a rule, as the file is without .tfb. Never one that is"
                    + " there already.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Say how it went as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, Failure {
        Console console = Console.of(spec);
        Path packed = PackNames.resolve(file);
        if (!Files.exists(packed)) {
            throw new NoSuchFileException(packed.toString());
        }
        if (Files.isDirectory(packed)) {
            throw new Failure(
                    Failure.USAGE, Printable.line(packed.toString()) + " is no packed bundle but a directory.");
        }
        if (output == null && !PackNames.isPacked(packed)) {
            throw new Failure(
                    Failure.USAGE,
                    Printable.line(packed.toString()) + " is not called NAME.tfb: say with -o what it is to become.");
        }
        Path directory = output == null ? PackNames.plainOf(packed) : output;
        BundleUnpacker.Unpacked unpacked;
        try (Progress progress = Progress.overBytes(console, "unpacking", () -> 0)) {
            unpacked = new BundleUnpacker(progress::steps).unpack(packed, directory);
        } catch (PackException refused) {
            throw new Failure(Failure.EVIDENCE, Failures.sentence(refused));
        }
        if (json) {
            console.print(new Fields()
                    .text("packed", packed.toString())
                    .text("bundle", directory.toString())
                    .number("files", (long) unpacked.files())
                    .number("plain_bytes", unpacked.bytes())
                    .object());
        } else {
            console.print(Printable.line(packed.toString()) + ": " + Amounts.count(unpacked.files(), "file") + ", "
                    + Sizes.of(unpacked.bytes()) + ", restored in " + Printable.line(directory.toString()));
        }
        return 0;
    }
}
