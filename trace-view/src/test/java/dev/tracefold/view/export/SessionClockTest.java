/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;

class SessionClockTest {
    /** A clock over events with these wall times, numbered from 1. */
    private static SessionClock of(long... walls) {
        ThreadId thread = new ThreadId("thread");
        RolloutTrace.Builder graph = RolloutTrace.builder()
                .traceId(new TraceId("trace"))
                .rolloutId(new RolloutId("rollout"))
                .rootThreadId(thread)
                .status(RolloutStatus.RUNNING)
                .startedAtUnixMs(walls[0]);
        for (int i = 0; i < walls.length; i++) {
            TurnId id = new TurnId("turn-" + i);
            graph.putTurns(id, new CodexTurn(id, thread, ExecutionWindow.open(walls[i], i + 1L), List.of()));
        }
        return SessionClock.of(graph.build());
    }

    @Test
    void an_event_has_its_wall_time() {
        SessionClock clock = of(1000, 1500);

        assertThat(clock.at(1)).isEqualTo(1_000_000);
        assertThat(clock.at(2)).isEqualTo(1_500_000);
        assertThat(clock.end()).isEqualTo(1_500_001);
    }

    @Test
    void events_of_one_millisecond_keep_their_order() {
        SessionClock clock = of(1000, 1000, 1000, 1001);

        assertThat(clock.at(2)).isEqualTo(1_000_001);
        assertThat(clock.at(3)).isEqualTo(1_000_002);
        assertThat(clock.at(4)).isEqualTo(1_001_000);
    }

    @Test
    void a_little_out_of_order_is_waited_for() {
        SessionClock clock = of(5000, 4990, 5100);

        assertThat(clock.at(2)).isEqualTo(5_000_001);
        assertThat(clock.at(3)).isEqualTo(5_100_000);
    }

    @Test
    void behind_a_clock_that_was_set_back_durations_stay_true() {
        SessionClock clock = of(7_200_000, 3_600_000, 3_600_700, 3_602_000);

        assertThat(clock.at(2)).isEqualTo(7_200_000_001L);
        assertThat(clock.at(3)).isEqualTo(7_200_700_000L);
        assertThat(clock.at(4)).isEqualTo(7_202_000_000L);
        // What has a wall time alone is moved as what is around it.
        assertThat(clock.within(3_601_000, clock.at(3), clock.at(4))).isEqualTo(7_201_000_000L);
    }

    @Test
    void impossible_times_are_the_nearest_possible_ones() {
        SessionClock clock = of(Long.MIN_VALUE, Long.MAX_VALUE, 1000);

        assertThat(clock.at(1)).isZero();
        assertThat(clock.at(2)).isEqualTo(9_000_000_000_000_000L);
        assertThat(clock.at(3)).isEqualTo(clock.at(2) + 1);
    }
}
