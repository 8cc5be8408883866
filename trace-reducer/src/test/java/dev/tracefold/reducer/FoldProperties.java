/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.json.GraphJson;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.simulated.Faults;
import dev.tracefold.simulated.GraphLaws;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.SessionGenerator;
import dev.tracefold.simulated.Soak;

/** Laws of the fold, on whole sessions. */
class FoldProperties {
    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void the_same_log_gives_the_same_bytes(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Recording once = SessionGenerator.session(seed);
            Recording again = SessionGenerator.session(seed);
            assertThat(again.log()).as("the generator is deterministic").isEqualTo(once.log());
            assertThat(Recording.written(again.state())).isEqualTo(Recording.written(once.state()));
            assertThat(Recording.written(once.state())).isEqualTo(Recording.written(once.state()));
        });
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void a_fold_may_stop_anywhere_and_go_on_from_there_more_than_once(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Recording session = SessionGenerator.session(seed);
            List<RawTraceEvent> events = session.events();
            byte[] whole = Recording.written(session.state());
            int stop = new Random(seed).nextInt(events.size() + 1);
            ReducedState middle = session.fold(events.subList(0, stop));
            Recording.written(middle);
            for (int times = 0; times < 2; times++) {
                ReducedState end = session.fold(middle, events.subList(stop, events.size()));
                assertThat(Recording.written(end)).as("stopped behind %s", stop).isEqualTo(whole);
            }
        });
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void states_along_the_way_are_never_changed_by_what_comes_later(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Recording session = SessionGenerator.session(seed);
            Random random = new Random(seed);
            Payloads payloads = session.payloads();
            ReducedState state = ReducedState.empty(session.manifest());
            List<ReducedState> states = new ArrayList<>();
            List<byte[]> seen = new ArrayList<>();
            for (RawTraceEvent event : session.events()) {
                state = TraceReducer.apply(state, event, payloads).get();
                if (random.nextInt(8) == 0) {
                    states.add(state);
                    seen.add(Recording.written(state));
                }
            }
            for (int i = 0; i < states.size(); i++) {
                assertThat(Recording.written(states.get(i))).isEqualTo(seen.get(i));
            }
        });
    }

    @Property(tries = 80, shrinking = ShrinkingMode.OFF)
    void an_event_that_fails_leaves_the_state_as_it_was(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Recording session = SessionGenerator.session(seed);
            List<RawTraceEvent> events = session.events();
            Random random = new Random(seed);
            int place = random.nextInt(events.size() + 1);
            ReducedState before = session.fold(events.subList(0, place));
            byte[] seen = Recording.written(before);
            RawTraceEvent fault = Faults.plant(session, before.graph(), random);
            assertThat(TraceReducer.apply(before, fault, session.payloads()).isLeft())
                    .as("%s behind %s fails", fault, place)
                    .isTrue();
            assertThat(Recording.written(before)).isEqualTo(seen);
            ReducedState end = session.fold(before, events.subList(place, events.size()));
            assertThat(Recording.written(end)).isEqualTo(Recording.written(session.fold(events)));
        });
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void a_view_says_what_the_graph_says_however_it_is_asked(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            ReducedState state = SessionGenerator.session(seed).state();
            RolloutTrace graph = state.graph();
            SessionGraph view = state.view();
            assertThat(Recording.written(view)).isEqualTo(Recording.written(graph));
            assertThat(RolloutTrace.builder().from(view).build()).isEqualTo(graph);
            for (Map.Entry<Map<?, ?>, Map<?, ?>> part : List.of(
                    Map.<Map<?, ?>, Map<?, ?>>entry(view.conversationItems(), graph.conversationItems()),
                    Map.<Map<?, ?>, Map<?, ?>>entry(view.terminalOperations(), graph.terminalOperations()),
                    Map.<Map<?, ?>, Map<?, ?>>entry(view.inferenceCalls(), graph.inferenceCalls()),
                    Map.<Map<?, ?>, Map<?, ?>>entry(view.rawPayloads(), graph.rawPayloads()))) {
                assertThat(part.getKey()).isEqualTo(part.getValue()).hasSameHashCodeAs(part.getValue());
                part.getValue().forEach((id, value) -> {
                    assertThat(part.getKey().containsKey(id)).isTrue();
                    assertThat(part.getKey().get(id)).isEqualTo(value);
                });
                for (Object stranger : List.of(
                        new ItemId("conversation_item:0"),
                        new ItemId("conversation_item:99999999"),
                        new ItemId("item:1"),
                        new PayloadId("conversation_item:1"),
                        "conversation_item:1")) {
                    assertThat(part.getKey().containsKey(stranger))
                            .isEqualTo(part.getValue().containsKey(stranger));
                    assertThat(part.getKey().get(stranger))
                            .isEqualTo(part.getValue().get(stranger));
                }
            }
        });
    }

    @Property(tries = 80, shrinking = ShrinkingMode.OFF)
    void every_graph_keeps_the_laws_of_graphs(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Recording session = SessionGenerator.session(seed);
            assertThat(GraphLaws.brokenBy(session.graph(), session.events()))
                    .as("seed %s", seed)
                    .isEmpty();
        });
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void the_graph_of_any_part_of_a_log_keeps_the_laws_too(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Recording session = SessionGenerator.session(seed);
            List<RawTraceEvent> part = session.events()
                    .subList(0, new Random(seed).nextInt(session.events().size() + 1));
            RolloutTrace graph = TraceReducer.finish(session.fold(part)).graph();
            assertThat(GraphLaws.brokenBy(graph, part)).as("seed %s", seed).isEmpty();
        });
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void a_graph_reads_back_as_it_was_written(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            RolloutTrace graph = SessionGenerator.session(seed).graph();
            byte[] written = Recording.written(graph);
            RolloutTrace read = read(written);
            assertThat(read).isEqualTo(graph);
            assertThat(Recording.written(read)).isEqualTo(written);
        });
    }

    private static RolloutTrace read(byte[] written) {
        try {
            return GraphJson.read(new ByteArrayInputStream(written));
        } catch (IOException | MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void finishing_twice_is_finishing_once(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            ReducedState finished =
                    TraceReducer.finish(SessionGenerator.session(seed).state());
            assertThat(Recording.written(finished)).isEqualTo(Recording.written(finished.graph()));
        });
    }
}
