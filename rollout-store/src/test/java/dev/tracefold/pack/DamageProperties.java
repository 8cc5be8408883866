/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever happens to a packed bundle, it is noticed, or it makes no difference. */
class DamageProperties {
    private static Path temp = Path.of("");
    private static byte[] sound = {};
    private static Map<String, byte[]> expected = Map.of();

    @BeforeContainer
    static void pack() throws IOException {
        temp = Files.createTempDirectory("damage");
        Path packed = Plain.pack(Plain.write(temp.resolve("b"), 12, 40));
        sound = Files.readAllBytes(packed);
        try (PackedBundle bundle = PackedBundle.open(packed)) {
            expected = Plain.bytes(bundle);
        }
    }

    @AfterContainer
    static void delete() throws IOException {
        Plain.delete(temp);
    }

    /** Reads all, in both ways; gives whether that went well. */
    private static boolean reads(byte[] bytes) throws IOException {
        Path file = Files.write(temp.resolve("damaged.tfb"), bytes);
        try (PackedBundle bundle = PackedBundle.open(file)) {
            bundle.verify();
            Map<String, byte[]> found = Plain.bytes(bundle);
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            found.forEach((name, content) -> assertThat(content).isEqualTo(expected.get(name)));
            return true;
        } catch (DamagedPackException e) {
            assertThat(e.file()).isEqualTo(file);
            assertThat(e.offset()).isBetween(0L, (long) bytes.length);
            assertThat(e).hasMessageContaining(file + " is damaged at byte " + e.offset() + ": ");
            return false;
        }
    }

    @Property(tries = 400)
    void flipped_bits_are_noticed(@ForAll @Size(min = 1, max = 4) Set<@IntRange(max = 1 << 20) Integer> places)
            throws IOException {
        byte[] bytes = sound.clone();
        for (int place : places) {
            int bit = place % (bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        // Two flips may undo each other.
        assertThat(reads(bytes)).isEqualTo(Arrays.equals(bytes, sound));
    }

    @Property(tries = 1)
    void a_bit_flipped_anywhere_is_noticed() throws IOException {
        for (int i = 0; i < sound.length; i++) {
            byte[] bytes = sound.clone();
            bytes[i] ^= (byte) (1 << i % 8);
            assertThat(reads(bytes)).as("byte %d", i).isFalse();
        }
    }

    @Property(tries = 1)
    void a_tail_cut_off_anywhere_is_noticed() throws IOException {
        for (int length = 0; length < sound.length; length++) {
            assertThat(reads(Arrays.copyOf(sound, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
        assertThat(reads(Arrays.copyOf(sound, sound.length + 1))).isFalse();
        assertThat(reads(sound)).isTrue();
    }
}
