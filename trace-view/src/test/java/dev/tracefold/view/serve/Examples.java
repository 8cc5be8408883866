/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The example bundles. */
final class Examples {
    private static final Path ALL = Path.of("..", "examples", "bundles");

    private Examples() {}

    static Path of(String name) {
        return ALL.resolve(name);
    }

    /** A copy with only the first lines of its log, as if it were still being written. */
    static Path begun(String name, Path into, int lines) throws IOException {
        Path from = of(name);
        Path to = into.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        Files.write(
                to.resolve("trace.jsonl"),
                Files.readAllLines(from.resolve("trace.jsonl")).subList(0, lines));
        return to;
    }
}
