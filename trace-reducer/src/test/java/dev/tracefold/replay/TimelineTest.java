/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

import dev.tracefold.model.raw.RawTraceEvent;

class TimelineTest {
    private static final Path SESSION = Path.of("src/test/conformance/sessions/session-106-agents/bundle");

    @Test
    void every_moment_is_the_one_that_a_replay_up_to_it_gives() throws Exception {
        Timeline timeline = Timeline.of(Replay.strict(SESSION));
        assertThat(timeline.events()).hasSizeGreaterThan(50);
        for (long seq = 0; seq <= timeline.events().size() + 1; seq++) {
            assertThat(timeline.at(seq).graph())
                    .as("seq " + seq)
                    .isEqualTo(Replay.strict(SESSION).until(seq).run().graph());
        }
    }

    @Test
    void the_difference_between_two_moments_names_what_came_in_between() throws Exception {
        Timeline timeline = Timeline.of(Replay.strict(SESSION));
        GraphDiff start = timeline.between(0, 2);
        assertThat(start.collections().get("threads").added()).containsExactly("7aaf4542-e6ae-4c3c-ba6b-b9c4b5ef5e70");
        assertThat(start.collections()).containsOnlyKeys("threads", "raw_payloads");
        GraphDiff inference = timeline.between(4, 5);
        assertThat(inference.collections().get("threads").changed()).hasSize(1);
        assertThat(inference.collections().get("inference_calls").added()).hasSize(1);
        GraphDiff back = timeline.between(5, 4);
        assertThat(back.collections().get("inference_calls").removed()).hasSize(1);
        assertThat(timeline.between(7, 7).isEmpty()).isTrue();
        assertThat(timeline.between(0, Long.MAX_VALUE).rolloutChanged()).isTrue();
    }

    @Test
    void ids_that_count_are_in_the_order_of_their_numbers() throws Exception {
        Timeline timeline = Timeline.of(Replay.strict(SESSION));
        List<String> items =
                timeline.between(0, 500).collections().get("conversation_items").added();
        assertThat(items.subList(8, 11))
                .containsExactly("conversation_item:9", "conversation_item:10", "conversation_item:11");
    }

    @Test
    void an_error_leaves_the_moments_before_it() throws Exception {
        Timeline timeline = Timeline.of(Replay.strict(Path.of("src/test/conformance/faults/other-event/bundle")));
        assertThat(timeline.result().error()).isPresent();
        long seq = timeline.result().error().orElseThrow().seq();
        assertThat(timeline.events()).extracting(RawTraceEvent::seq).last().isEqualTo(seq - 1);
        assertThat(timeline.at(seq).graph().threads()).isNotEmpty();
    }
}
