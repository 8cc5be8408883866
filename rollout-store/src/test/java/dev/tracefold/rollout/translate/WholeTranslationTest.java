/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.META;
import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.compacted;
import static dev.tracefold.rollout.translate.Lines.context;
import static dev.tracefold.rollout.translate.Lines.event;
import static dev.tracefold.rollout.translate.Lines.item;
import static dev.tracefold.rollout.translate.Lines.message;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.rolledBack;
import static dev.tracefold.rollout.translate.Lines.tokens;
import static dev.tracefold.rollout.translate.Lines.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.rollout.testing.TestHome;

/** A rollout with a bit of everything, read in more than one way. */
class WholeTranslationTest {
    @TempDir
    Path temp;

    private final String[] lines = {
        META,
        context("m"),
        user("one"),
        call("c1"),
        tokens(5, 4, 1),
        output("c1", "ok"),
        assistant("1"),
        compacted("so far", message("user", "one")),
        user("two"),
        call("c1"),
        output("c1", "other"),
        rolledBack(1),
        user("again"),
        item("{'type':'web_search_call','action':{'type':'search','query':'q'}}")
    };

    @Test
    void a_rollout_becomes_the_same_events_each_time() throws IOException {
        Path file = Translated.file(temp, lines);

        assertThat(Translated.of(file).bytes()).isEqualTo(Translated.of(file).bytes());
    }

    @Test
    void its_compressed_form_becomes_the_same_events() throws IOException {
        Path file = Translated.file(temp, lines);
        Translated plain = Translated.of(file);

        Translated compressed = Translated.of(TestHome.compress(file));

        assertThat(file).doesNotExist();
        assertThat(compressed.bytes()).isEqualTo(plain.bytes());
        assertThat(compressed.report()).isEqualTo(plain.report());
    }

    @Test
    void of_a_damaged_compressed_form_there_is_what_came_before_the_damage() throws IOException {
        String good = META + "\n" + user("one") + "\n" + assistant("1") + "\n";
        String expected = Translated.of(Translated.file(temp, good)).bytes();
        byte[] rest = Zstd.compress((user("two") + "\n").getBytes(UTF_8));
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(Zstd.compress(good.getBytes(UTF_8)));
        damaged.write(Arrays.copyOf(rest, rest.length / 2));
        Path file = Translated.file(temp);
        Files.delete(file);
        Files.write(file.resolveSibling(file.getFileName() + ".zst"), damaged.toByteArray());

        Translated session = Translated.of(file);

        assertThat(session.bytes()).isEqualTo(expected);
        assertThat(session.report()).isEqualTo(new TranslationReport(1, 3, 0, 0, 0, 0, 0, true, Map.of()));
    }

    @Test
    void bodies_are_the_same_in_a_later_pass_which_keeps_none_of_their_bytes() throws IOException {
        Path file = Translated.file(temp, lines);
        Translated session = Translated.of(file);

        try (TranslatedRollout later = TranslatedRollout.open(file, 1)) {
            for (TranslatedEvent event : session.all()) {
                for (int i = 0; i < event.bodies().size(); i++) {
                    PayloadRef ref = event.event().payload().payloads().get(i);
                    assertThat(later.payload(ref).bytes())
                            .isEqualTo(event.bodies().get(i).bytes());
                }
            }
        }
    }

    @Test
    void bodies_that_are_expected_are_read_in_a_pass_of_their_own() throws IOException {
        Path file = Translated.file(temp, lines);
        Map<PayloadRef, byte[]> bodies = new LinkedHashMap<>();
        for (TranslatedEvent event : Translated.of(file).all()) {
            for (int i = 0; i < event.bodies().size(); i++) {
                bodies.put(
                        event.event().payload().payloads().get(i),
                        event.bodies().get(i).bytes());
            }
        }
        List<PayloadRef> refs = List.copyOf(bodies.keySet());
        assertThat(refs).hasSizeGreaterThan(4);
        LongAdder read = new LongAdder();

        try (TranslatedRollout session = TranslatedRollout.open(file)) {
            session.tellRead(read::add);
            session.expect(List.of(refs.get(3), refs.get(1)));
            session.expect(refs);
            for (int expected : List.of(1, 3, 1)) {
                assertThat(session.payload(refs.get(expected)).bytes()).isEqualTo(bodies.get(refs.get(expected)));
            }
            assertThat(read.sum()).isEqualTo(Files.size(file));
            for (PayloadRef ref : refs) {
                assertThat(session.payload(ref).bytes()).isEqualTo(bodies.get(ref));
            }
            assertThat(read.sum()).isEqualTo(2 * Files.size(file));
        }
    }

    @Test
    void a_pass_tells_how_much_of_the_file_is_read() throws IOException {
        Path file = Translated.file(temp, lines);
        try (TranslatedRollout once = TranslatedRollout.open(file);
                TranslatedRollout again = TranslatedRollout.open(file, 1)) {
            assertThat(Translated.toldRead(once)).isEqualTo(Files.size(file));
            assertThat(Translated.toldRead(again)).isEqualTo(Files.size(file));
        }
        Path compressed = TestHome.compress(file);
        try (TranslatedRollout session = TranslatedRollout.open(file)) {
            assertThat(Translated.toldRead(session)).isEqualTo(Files.size(compressed));
        }
    }

    @Test
    void events_and_bodies_are_numbered_as_a_recorder_does() throws IOException {
        Translated session = Translated.of(Translated.file(temp, lines));

        assertThat(session.all().stream().map(event -> event.event().seq()))
                .isEqualTo(
                        LongStream.rangeClosed(1, session.all().size()).boxed().toList());
        long bodies =
                session.all().stream().mapToLong(event -> event.bodies().size()).sum();
        assertThat(session.all().stream()
                        .flatMap(event -> event.event().payload().payloads().stream())
                        .map(PayloadRef::path))
                .isEqualTo(LongStream.rangeClosed(1, bodies)
                        .mapToObj(ordinal -> "payloads/" + ordinal + ".json")
                        .toList());
    }
}
