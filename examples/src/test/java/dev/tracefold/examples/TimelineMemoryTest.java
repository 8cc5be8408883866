/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.reducer.ReducedState;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.Timeline;

class TimelineMemoryTest {
    @Test
    void a_timeline_over_5000_events_stays_within_four_times_its_final_state(@TempDir Path scratch) throws Exception {
        Path bundle = scratch.resolve("long");
        WriteALongSession.write(bundle, 640, 600);
        // What the first replay of a process loads is none of either's.
        WriteALongSession.write(scratch.resolve("small"), 10, 100);
        Timeline.of(Replay.strict(scratch.resolve("small")));
        Replay replay = Replay.strict(bundle);
        long before = used();
        ReducedState state = replay.run().state();
        long stateBytes = used() - before;
        Timeline timeline = Timeline.of(replay);
        long timelineBytes = used() - before - stateBytes;
        assertThat(timeline.events()).hasSizeGreaterThan(5000);
        assertThat(state.itemCount()).isEqualTo(timeline.at(Long.MAX_VALUE).itemCount());
        assertThat(timelineBytes).isBetween(stateBytes, 4 * stateBytes);
    }

    private static long used() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(20);
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
