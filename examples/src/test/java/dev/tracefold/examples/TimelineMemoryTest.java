/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.reducer.ReducedState;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.Timeline;

class TimelineMemoryTest {
    private @Nullable Timeline timeline;
    private @Nullable ReducedState state;

    @Test
    void a_timeline_over_5000_events_stays_within_four_times_its_final_state(@TempDir Path scratch) throws Exception {
        Path bundle = scratch.resolve("long");
        WriteALongSession.write(bundle, 640, 600);
        make(Replay.strict(bundle));
        // Counted while they are let go of: what a process loads and remembers on the way is none of either's.
        long both = used();
        timeline = null;
        long stateAlone = used();
        state = null;
        long stateBytes = stateAlone - used();
        assertThat(both - stateAlone).isBetween(stateBytes, 4 * stateBytes);
    }

    /** In a frame of its own, so that nothing else knows them when they are let go of. */
    private void make(Replay replay) throws Exception {
        timeline = Timeline.of(replay);
        state = replay.run().state();
        assertThat(timeline.events()).hasSizeGreaterThan(5000);
        assertThat(state.itemCount()).isEqualTo(timeline.at(Long.MAX_VALUE).itemCount());
    }

    private static long used() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        // A collector may leave some megabytes of the dead where they are, so as not to move the living; one full
        // collection of four moves everything.
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(20);
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
