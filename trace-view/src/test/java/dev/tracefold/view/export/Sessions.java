/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.replay.Replay;

/** Sessions to export: the examples, and the conformance cases beside the checkout where there are any. */
public final class Sessions {
    private static final Path EXAMPLES = Path.of("..", "examples", "bundles");

    private Sessions() {}

    static RolloutTrace example(String name) {
        return reduce(EXAMPLES.resolve(name));
    }

    /** All that reduce, as far as they do. */
    public static Stream<Path> bundles() throws IOException {
        List<Path> bundles = new ArrayList<>(list(EXAMPLES));
        Path cases = Path.of(System.getProperty("tracefold.conformance", "none"));
        for (Path group : list(cases)) {
            list(group).forEach(folder -> bundles.add(folder.resolve("bundle")));
        }
        return bundles.stream().filter(Sessions::reduces);
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private static boolean reduces(Path bundle) {
        try {
            return Files.isDirectory(bundle) && Replay.salvage(bundle).run().ok();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RolloutTrace reduce(Path bundle) {
        try {
            return Replay.salvage(bundle).run().graph();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
