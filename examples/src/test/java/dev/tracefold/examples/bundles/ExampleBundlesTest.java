/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleBundlesTest {
    private static final Path BUNDLES = Path.of("bundles");

    @Test
    void the_bundles_are_what_their_program_writes(@TempDir Path temp) throws IOException {
        ExampleBundles.write(temp);

        assertThat(files(BUNDLES)).isEqualTo(files(temp));
    }

    @Test
    void they_are_small() throws IOException {
        assertThat(files(BUNDLES).values().stream().mapToInt(String::length).sum())
                .isLessThan(300_000);
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                // Somebody may have reduced them in place.
                if (!file.endsWith("state.json")) {
                    files.put(root.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return files;
    }
}
