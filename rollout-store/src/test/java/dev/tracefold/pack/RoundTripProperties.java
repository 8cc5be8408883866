/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripProperties {

    /** A file of random bytes, or of few that repeat. */
    record Sample(String name, int size, long seed, boolean dull) {
        byte[] bytes() {
            byte[] bytes = new byte[size];
            Random random = new Random(seed);
            random.nextBytes(bytes);
            for (int i = 0; dull && i < size; i++) {
                bytes[i] &= 1;
            }
            return bytes;
        }
    }

    @Provide
    Arbitrary<List<Sample>> samples() {
        Arbitrary<String> part = Arbitraries.of(
                "1.json",
                "2.json",
                "10.json",
                "0010.json",
                "a b",
                "-o",
                "~",
                "ünïcode",
                "雪",
                "\uD83D\uDC1F",
                ".hidden",
                "new\nline",
                "back\\slash",
                "q\"uote",
                "x".repeat(200),
                "...",
                "a.tfb",
                "state.json");
        Arbitrary<String> directory = Arbitraries.of("", "payloads/", "payloads/deep/er/", "other/", "leer/", ". ./");
        Arbitrary<Integer> size = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(2, Arbitraries.just(0)),
                net.jqwik.api.Tuple.of(6, Arbitraries.integers().between(1, 3000)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(100_000, 700_000)));
        return Combinators.combine(directory, part, size, Arbitraries.longs(), Arbitraries.of(true, false))
                .as((where, name, bytes, seed, dull) -> new Sample(where + name, bytes, seed, dull))
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 60)
    void what_is_unpacked_is_what_was_packed(@ForAll("samples") List<Sample> samples) throws IOException {
        Path temp = Files.createTempDirectory("pack");
        try {
            Path bundle = Plain.write(temp.resolve("b"));
            for (Sample sample : samples) {
                Path file = bundle.resolve(sample.name());
                Files.createDirectories(file.getParent());
                Files.write(file, sample.bytes());
            }
            Files.createDirectory(bundle.resolve("empty directory"));
            Plain.age(bundle);
            Map<String, String> before = Plain.snapshot(bundle);

            BundlePacker.Packed packed = new BundlePacker(PackProgress.NONE).pack(bundle, false);
            assertThat(bundle).doesNotExist();
            assertThat(packed.left()).isNull();
            new BundleUnpacker(PackProgress.NONE).unpack(packed.packed(), bundle);

            assertThat(Plain.snapshot(bundle)).isEqualTo(before);
            try (var names = Files.list(temp)) {
                assertThat(names).containsExactlyInAnyOrder(bundle, packed.packed());
            }
        } finally {
            Plain.delete(temp);
        }
    }
}
