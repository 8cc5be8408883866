/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.session.SessionFinder;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Bar;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.pack.BundlePacker;
import dev.tracefold.pack.LeftOvers;
import dev.tracefold.pack.PackNames;
import dev.tracefold.pack.PlainBundle;

/** {@code tracefold pack}. */
final class PackCommand implements Command {
    private final List<Path> arguments = new ArrayList<>();
    private @Nullable Path all;
    private @Nullable Duration olderThan;
    private boolean keep;
    private boolean dryRun;
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Packs finished bundles, each into one small file NAME.tfb beside it, which all commands read.",
                "The bundle is deleted once the packed file is proved to hold every byte of it. One that is still being"
                        + " written is left alone.");
        syntax.argument("BUNDLE", "Bundles.", Times.ANY, Value.PATH, arguments::add);
        syntax.option("--all", "DIR", "Pack all bundles in a directory.", Value.PATH, value -> all = value);
        syntax.option(
                "--older-than",
                "AGE",
                "With --all: only those to which nothing was written for so long: 7d, 12h, 90m.",
                Value.AGE,
                value -> olderThan = value);
        syntax.flag(
                "--keep", "Keep the plain bundles, too. As long as they are there, they are read.", () -> keep = true);
        syntax.flag("--dry-run", "Say what would be packed, and do nothing.", () -> dryRun = true);
        syntax.flag("--json", "Say how it went as one JSON object a bundle and line.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        if ((all == null) == arguments.isEmpty()) {
            throw new UsageError("name bundles, or --all with a directory of them.");
        }
        if (olderThan != null && all == null) {
            throw new UsageError("--older-than is for --all.");
        }
        PackReport report = new PackReport(console, json, all != null);
        List<Path> bundles = bundles(report);
        if (dryRun) {
            for (Path bundle : bundles) {
                try {
                    report.wouldPack(bundle, BundlePacker.look(bundle).bytes());
                } catch (IOException e) {
                    report.refused(bundle, e);
                }
            }
            return report.end();
        }
        // Asked for only where somebody looks, and before the first bundle is gone. Every byte is packed, and then
        // proved.
        long work = console.errTerminal() ? 2 * bytes(bundles) : 0;
        try (Bar bar = new Bar(console, "packing", Bar.Unit.BYTES, () -> work)) {
            BundlePacker packer = new BundlePacker(bar::add);
            for (Path bundle : bundles) {
                try {
                    report.packed(bundle, packer.pack(bundle, keep));
                } catch (IOException e) {
                    report.refused(bundle, e);
                }
            }
        }
        return report.end();
    }

    private List<Path> bundles(PackReport report) throws IOException, Failure {
        List<Path> bundles = new ArrayList<>();
        if (all == null) {
            for (Path argument : arguments) {
                Path bundle = SessionFinder.one(argument);
                if (PackNames.isPacked(bundle)) {
                    throw new Failure(Failure.USAGE, bundle + " is packed already.");
                }
                bundles.add(bundle);
            }
            return bundles;
        }
        if (!Files.isDirectory(all)) {
            throw new Failure(Failure.USAGE, "--all wants a directory of bundles, and " + all + " is none.");
        }
        List<Path> found = SessionFinder.below(all);
        if (!dryRun) {
            clear(found);
        }
        Instant before = olderThan == null ? Instant.MAX : Instant.now().minus(olderThan);
        for (Path bundle : found) {
            if (!PackNames.isPacked(bundle)) {
                try {
                    if (PlainBundle.look(bundle).youngest().isBefore(before)) {
                        bundles.add(bundle);
                    }
                } catch (IOException e) {
                    report.refused(bundle, e);
                }
            }
        }
        return bundles;
    }

    /** What an earlier run left is found beside the bundles, packed ones too. */
    private void clear(List<Path> found) throws IOException {
        Set<Path> parents = new LinkedHashSet<>();
        parents.add(all);
        found.forEach(bundle -> parents.add(bundle.toAbsolutePath().getParent()));
        for (Path parent : parents) {
            LeftOvers.clear(parent);
        }
    }

    private static long bytes(List<Path> bundles) {
        long bytes = 0;
        for (Path bundle : bundles) {
            try {
                bytes += PlainBundle.look(bundle).bytes();
            } catch (IOException gone) {
                // It is packed by now, or will be complained of.
            }
        }
        return bytes;
    }
}
