/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ByteLinesProperties {
    // Newlines, the bytes beside them, and those that differ in the highest bit.
    private static final byte[] BYTES = {'\n', '\n', 0x09, 0x0b, (byte) 0x8a, (byte) 0x8b, 0, (byte) 0xff, 'x'};

    /** Gives what it holds in pieces of any length. */
    private static InputStream inPieces(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(40)));
            }
        };
    }

    @Property
    void lines_end_at_newlines_and_nowhere_else(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(400)];
        int rare = 1 + random.nextInt(30);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] =
                    random.nextInt(rare) == 0 ? BYTES[random.nextInt(BYTES.length)] : (byte) (random.nextInt(118) + 11);
        }
        List<String> expected =
                new ArrayList<>(List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)));
        if (expected.get(expected.size() - 1).isEmpty()) {
            expected.remove(expected.size() - 1);
        }
        List<String> found = new ArrayList<>();
        try (ByteLines lines = new ByteLines(inPieces(bytes, random), ByteLines.DEFAULT_CAP)) {
            while (lines.advance()) {
                found.add(new String(lines.copy(), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(found).isEqualTo(expected);
    }
}
