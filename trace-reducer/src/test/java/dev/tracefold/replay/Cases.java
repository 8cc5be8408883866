/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The conformance cases: the project's own, and those beside the checkout where there are any. */
final class Cases {
    private Cases() {}

    static List<Path> all() {
        List<Path> cases = new ArrayList<>();
        for (Path root : List.of(
                Path.of("src/test/conformance"), Path.of(System.getProperty("tracefold.conformance", "none")))) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> found = Files.walk(root, 2)) {
                    found.filter(path -> Files.isDirectory(path.resolve("bundle")))
                            .sorted()
                            .forEach(cases::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return cases;
    }

    static List<Path> withState() {
        return all().stream()
                .filter(folder -> Files.exists(folder.resolve("expected-state.json")))
                .toList();
    }
}
