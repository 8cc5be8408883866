/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class PlainRunProperties {
    @Property
    void ends_where_a_look_at_every_byte_ends(@ForAll("bytes") byte[] bytes) {
        for (int from = 0; from <= bytes.length; from++) {
            int end = from;
            while (end < bytes.length && bytes[end] != '"' && bytes[end] != '\\' && bytes[end] >= 0) {
                end++;
            }
            assertThat(PlainRun.end(bytes, from, bytes.length)).isEqualTo(end);
        }
    }

    /** Mostly plain, with what ends a run, and its neighbours. */
    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, Arbitraries.bytes().between((byte) 0, (byte) 127)),
                        Tuple.of(
                                1,
                                Arbitraries.of(
                                        (byte) '"',
                                        (byte) '\\',
                                        (byte) '!',
                                        (byte) '#',
                                        (byte) '[',
                                        (byte) ']',
                                        (byte) 0,
                                        (byte) 1,
                                        (byte) 0x7f)),
                        Tuple.of(1, Arbitraries.bytes()))
                .array(byte[].class)
                .ofMaxSize(60);
    }
}
