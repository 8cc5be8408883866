/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FingerprintProperties {
    @Property(tries = 500)
    void it_does_not_matter_in_what_pieces_bytes_come(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = bytes(random);
        Fingerprint pieces = new Fingerprint();
        int from = 0;
        while (from < bytes.length) {
            int length = 1 + random.nextInt(bytes.length - from);
            ByteBuffer piece =
                    ByteBuffer.allocateDirect(length).put(bytes, from, length).flip();
            pieces.update(random.nextBoolean() ? piece : ByteBuffer.wrap(bytes, from, length));
            from += length;
        }
        assertThat(pieces.value()).isEqualTo(of(bytes));
    }

    @Property(tries = 500)
    void one_bit_or_two_bytes_in_the_other_order_are_noticed(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = bytes(random);
        long before = of(bytes);
        int at = random.nextInt(bytes.length);
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        assertThat(of(flipped)).isNotEqualTo(before);
        int other = random.nextInt(bytes.length);
        byte[] swapped = bytes.clone();
        swapped[at] = bytes[other];
        swapped[other] = bytes[at];
        assertThat(of(swapped) == before).isEqualTo(bytes[at] == bytes[other]);
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(3000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long of(byte[] bytes) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.update(ByteBuffer.wrap(bytes));
        return fingerprint.value();
    }
}
