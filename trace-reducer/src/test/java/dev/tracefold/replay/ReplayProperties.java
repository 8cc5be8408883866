/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.simulated.Faults;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.SessionGenerator;
import dev.tracefold.simulated.Soak;

/** Laws of the replay, on bundles on disk. */
class ReplayProperties {
    /** A bundle in a directory of its own, which is gone afterwards. */
    private static final class OnDisk implements AutoCloseable {
        final Path directory;

        OnDisk(Recording recording) {
            try {
                directory = recording.writeTo(Files.createTempDirectory("bundle"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void log(byte[] bytes) {
            write("trace.jsonl", bytes);
        }

        void write(String file, byte[] bytes) {
            try {
                Files.write(directory.resolve(file), bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        ReplayResult replay(Replay replay) {
            try {
                return replay.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        ReplayResult strict() {
            return replay(Replay.strict(directory));
        }

        ReplayResult salvage() {
            return replay(Replay.salvage(directory));
        }

        @Override
        public void close() {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static byte[] log(List<RawTraceEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(RawEventJson.toLine(event)));
        return out.toByteArray();
    }

    private static byte[] written(ReplayResult result) {
        assertThat(result.error()).isEmpty();
        return Recording.written(result.graph());
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void a_bundle_on_disk_gives_what_its_events_give_in_memory(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Recording session = SessionGenerator.session(seed);
            try (OnDisk bundle = new OnDisk(session)) {
                byte[] expected = Recording.written(session.state());
                assertThat(written(bundle.strict())).isEqualTo(expected);
                assertThat(written(bundle.strict())).isEqualTo(expected);
                assertThat(written(bundle.salvage())).isEqualTo(expected);
            }
        });
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void both_ways_tell_the_same_of_whole_bundles_and_of_damaged_ones(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Random random = new Random(seed);
            try (OnDisk bundle = new OnDisk(SessionGenerator.session(seed))) {
                FastWayTest.same(Replay.strict(bundle.directory));
                List<Path> payloads;
                try (Stream<Path> files = Files.list(bundle.directory.resolve("payloads"))) {
                    payloads = files.sorted().toList();
                }
                for (int damage = 0; damage < 3; damage++) {
                    Path payload = payloads.get(random.nextInt(payloads.size()));
                    byte[] body = Files.readAllBytes(payload);
                    body[random.nextInt(body.length)] = (byte) " {}[]\",:x0\\".charAt(random.nextInt(11));
                    Files.write(payload, body);
                    FastWayTest.same(Replay.strict(bundle.directory));
                    FastWayTest.same(Replay.salvage(bundle.directory));
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void the_state_as_of_a_seq_is_that_of_the_events_up_to_it(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Recording session = SessionGenerator.session(seed);
            List<RawTraceEvent> events = session.events();
            Random random = new Random(seed);
            try (OnDisk bundle = new OnDisk(session)) {
                Timeline timeline = Timeline.of(Replay.strict(bundle.directory));
                List<byte[]> seen = new ArrayList<>();
                List<Integer> places = new ArrayList<>();
                for (int times = 0; times < 5; times++) {
                    int seq = random.nextInt(events.size() + 1);
                    byte[] expected = Recording.written(session.fold(events.subList(0, seq)));
                    assertThat(written(bundle.replay(
                                    Replay.strict(bundle.directory).until(seq))))
                            .isEqualTo(expected);
                    assertThat(Recording.written(timeline.at(seq))).isEqualTo(expected);
                    places.add(seq);
                    seen.add(expected);
                }
                for (int i = 0; i < places.size(); i++) {
                    assertThat(Recording.written(timeline.at(places.get(i))))
                            .as("looked at again")
                            .isEqualTo(seen.get(i));
                }
            } catch (IOException | ReplayException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void a_log_cut_at_any_byte_gives_the_graph_of_its_last_whole_line(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Recording session = SessionGenerator.session(seed);
            byte[] log = session.log();
            Random random = new Random(seed);
            try (OnDisk bundle = new OnDisk(session)) {
                for (int times = 0; times < 6; times++) {
                    int cut = times == 0 ? placeOfAMultibyteCharacter(log, random) : random.nextInt(log.length + 1);
                    cut(session, bundle, log, cut);
                }
                int end = random.nextInt(session.events().size()) + 1;
                int wholeLines = log(session.events().subList(0, end)).length;
                cut(session, bundle, log, wholeLines);
                cut(session, bundle, log, wholeLines - 1);
            }
        });
    }

    private static void cut(Recording session, OnDisk bundle, byte[] log, int length) {
        byte[] rest = java.util.Arrays.copyOf(log, length);
        int whole = 0;
        int end = 0;
        for (int i = 0; i < length; i++) {
            if (log[i] == '\n') {
                whole++;
                end = i + 1;
            }
        }
        // A line that lacks nothing but its end counts.
        if (length < log.length && length > end && log[length] == '\n') {
            whole++;
            end = length;
        }
        boolean torn = length > end;
        bundle.log(rest);
        for (Replay replay : List.of(Replay.strict(bundle.directory), Replay.salvage(bundle.directory))) {
            ReplayResult result = bundle.replay(replay);
            assertThat(written(result))
                    .as("cut to %s bytes", length)
                    .isEqualTo(Recording.written(session.fold(session.events().subList(0, whole))));
            assertThat(result.events()).isEqualTo(whole);
            List<Diagnostic> tails = result.diagnostics().stream()
                    .filter(found -> found instanceof Diagnostic.TornTail)
                    .toList();
            assertThat(tails).isEqualTo(torn ? List.of(new Diagnostic.TornTail(whole + 1)) : List.of());
        }
    }

    /** Behind the first byte of a character of several, if there is one. */
    private static int placeOfAMultibyteCharacter(byte[] log, Random random) {
        int start = random.nextInt(log.length);
        for (int i = start; i < log.length; i++) {
            if ((log[i] & 0xc0) == 0xc0) {
                return i + 1;
            }
        }
        return start;
    }

    @Property(tries = 16, shrinking = ShrinkingMode.OFF)
    void a_planted_fault_is_left_out_as_if_it_had_never_been(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Recording session = SessionGenerator.session(seed);
            List<RawTraceEvent> events = session.events();
            Random random = new Random(seed);
            int place = random.nextInt(events.size() + 1);
            RawTraceEvent fault =
                    Faults.plant(session, session.fold(events.subList(0, place)).graph(), random);
            List<RawTraceEvent> good = new ArrayList<>();
            events.forEach(event -> good.add(event.seq() <= place ? event : at(event.seq() + 1, event)));
            List<RawTraceEvent> all = new ArrayList<>(good);
            all.add(place, at(place + 1, fault));
            try (OnDisk bundle = new OnDisk(session)) {
                bundle.log(log(all));
                ReplayResult salvaged = bundle.salvage();
                ReplayResult strict = bundle.strict();
                bundle.log(log(good));
                ReplayResult without = bundle.salvage();
                assertThat(strict.error().orElseThrow().seq()).isEqualTo(place + 1L);
                assertThat(strict.error().orElseThrow().line()).isEqualTo(place + 1L);
                assertThat(leftOut(salvaged)).containsExactly(place + 1L);
                assertThat(leftOut(without)).isEmpty();
                assertThat(payloadsAside(salvaged)).isEqualTo(payloadsAside(without));
            }
        });
    }

    private static RawTraceEvent at(long seq, RawTraceEvent event) {
        return new RawTraceEvent(
                seq, event.wallTimeUnixMs(), event.rolloutId(), event.threadId(), event.turnId(), event.payload());
    }

    private static String payloadsAside(ReplayResult result) {
        return new String(written(result), StandardCharsets.UTF_8);
    }

    private static List<Long> leftOut(ReplayResult result) {
        return result.diagnostics().stream()
                .filter(found -> found instanceof Diagnostic.LeftOut)
                .map(found -> ((Diagnostic.LeftOut) found).error().seq())
                .toList();
    }

    @Property(tries = 16, shrinking = ShrinkingMode.OFF)
    void an_event_that_is_spoilt_is_left_out_with_all_that_depends_on_it(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> {
            Recording session = SessionGenerator.session(seed);
            List<RawTraceEvent> events = session.events();
            Random random = new Random(seed);
            RawTraceEvent spoilt = events.get(random.nextInt(events.size()));
            List<RawTraceEvent> others = new ArrayList<>(events);
            others.remove(spoilt);
            try (OnDisk bundle = new OnDisk(session)) {
                byte[] whole = written(bundle.strict());
                bundle.log(log(others));
                ReplayResult without = bundle.salvage();
                List<Long> dependents = leftOut(without);
                byte[] expected = written(without);
                bundle.log(log(events));
                spoil(bundle, events, spoilt, random);
                ReplayResult salvaged = bundle.salvage();
                boolean noticed =
                        salvaged.diagnostics().stream().anyMatch(found -> found instanceof Diagnostic.LeftOut);
                // A body that no rule reads may be spoilt without harm.
                assertThat(written(salvaged)).isEqualTo(noticed ? expected : whole);
                if (noticed) {
                    assertThat(leftOut(salvaged)).hasSize(dependents.size() + 1).containsAll(dependents);
                }
            }
        });
    }

    /** Its line is no event any more, or a body of it is no JSON. */
    private static void spoil(OnDisk bundle, List<RawTraceEvent> events, RawTraceEvent event, Random random) {
        // A body that other events refer to as well would spoil these too.
        List<PayloadRef> payloads = event.payload().payloads().stream()
                .filter(ref -> events.stream()
                        .allMatch(other -> other.equals(event)
                                || !other.payload().payloads().contains(ref)))
                .toList();
        if (!payloads.isEmpty() && random.nextBoolean()) {
            bundle.write(payloads.get(random.nextInt(payloads.size())).path(), new byte[] {'{', '"'});
            return;
        }
        String line = new String(RawEventJson.toLine(event), StandardCharsets.UTF_8);
        String broken = random.nextBoolean()
                ? line.replace("\"payload\":{\"type\":\"", "\"payload\":{\"type\":\"no_")
                : "\u0000" + line;
        int place = events.indexOf(event);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(log(events.subList(0, place)));
        out.writeBytes(broken.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(log(events.subList(place + 1, events.size())));
        bundle.log(out.toByteArray());
    }
}
