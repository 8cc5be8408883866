/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import java.util.Random;
import java.util.stream.LongStream;

/** How long properties are tried: briefly with every build, for minutes with {@code -Dtracefold.soak=true}. */
public final class Soak {
    private static final int TIMES = Boolean.getBoolean("tracefold.soak") ? 30 : 1;

    private Soak() {}

    /** The seed, and in a soak some more that follow from it. */
    public static LongStream seeds(long seed) {
        return LongStream.concat(LongStream.of(seed), new Random(seed).longs(TIMES - 1));
    }
}
