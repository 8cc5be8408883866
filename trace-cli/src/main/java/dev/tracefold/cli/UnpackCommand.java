/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Bar;
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
final class UnpackCommand implements Command {
    private Path file = Path.of("");
    private @Nullable Path output;
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Restores a packed bundle byte for byte, with the times of its files.",
                "The packed file stays. As long as both are there, the plain bundle is read.");
        syntax.argument("FILE", "The packed bundle.", Times.ONCE, Value.PATH, value -> file = value);
        syntax.option(
                "-o, --output",
                "DIR",
                "What the bundle is to be called; as a rule, as the file is without .tfb. Never one that is"
                        + " there already.",
                Value.PATH,
                value -> output = value);
        syntax.flag("--json", "Say how it went as one JSON object.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
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
        try (Bar bar = new Bar(console, "unpacking", Bar.Unit.BYTES)) {
            unpacked = new BundleUnpacker(bar::add).unpack(packed, directory);
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
