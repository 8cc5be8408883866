/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast way and the plain way tell the same, of good bundles and of bad ones. */
class FastWayTest {
    static List<Path> cases() {
        return Cases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void both_ways_tell_the_same_strictly(Path folder) throws Exception {
        same(Replay.strict(folder.resolve("bundle")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void both_ways_tell_the_same_in_salvage(Path folder) throws Exception {
        same(Replay.salvage(folder.resolve("bundle")));
    }

    static void same(Replay replay) throws Exception {
        ReplayResult fast = replay.run();
        ReplayResult plain = replay.plainly().run();
        assertThat(fast.error()).isEqualTo(plain.error());
        assertThat(fast.diagnostics()).isEqualTo(plain.diagnostics());
        assertThat(fast.events()).isEqualTo(plain.events());
        if (plain.ok()) {
            assertThat(ConformanceTest.written(fast)).isEqualTo(ConformanceTest.written(plain));
        }
    }
}
