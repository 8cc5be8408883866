/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.META;
import static dev.tracefold.rollout.translate.Lines.SESSION;
import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.at;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.meta;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.testing.TestHome;

/** A session that goes on from where another stopped, or from an earlier point of its own, without a copy of that. */
class InheritedHistoryTest {
    private static final String FORK = "018f0c52-0000-7000-8000-00000000000a";
    private static final String REVERTED = "018f0c52-0000-7000-8000-00000000000b";

    @TempDir
    Path temp;

    private Path write(String ids, String... lines) throws IOException {
        Path day = Files.createDirectories(temp.resolve("sessions/2026/03/01"));
        return Files.write(day.resolve("rollout-2026-03-01T10-00-00-" + ids + ".jsonl"), List.of(lines));
    }

    private static long bytes(String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8).length;
    }

    private static String goesOn(String id, String rollout, long endOrdinal, long endBytes) {
        return second(
                5,
                meta(
                        id,
                        "'source':'cli','history_mode':'paginated','history_base':{'thread_id':'" + rollout
                                + "','end_ordinal_exclusive':" + endOrdinal + ",'end_byte_offset':" + endBytes + "}"));
    }

    private static String goesOn(String id, String rollout, long endBytes) {
        return goesOn(id, rollout, Long.MAX_VALUE, endBytes);
    }

    private static String second(int second, String line) {
        return at("2026-03-01T10:00:0" + second + ".120Z", line);
    }

    private static String numbered(int ordinal, String line) {
        return line.replaceFirst(",", ",\"ordinal\":" + ordinal + ",");
    }

    @Test
    void a_fork_begins_with_what_the_other_session_had_said_by_then() throws IOException {
        write(SESSION, META, user("fix it"), assistant("done"), user("not this"), assistant("nor this"));
        Path fork = write(
                FORK,
                goesOn(FORK, SESSION, bytes(META, user("fix it"), assistant("done"))),
                second(6, user("and the docs")),
                second(7, assistant("done too")));

        Translated session = Translated.of(fork);

        assertThat(session.manifest().rootThreadId().value()).isEqualTo(FORK);
        assertThat(session.bytes()).contains("fix it", "done too").doesNotContain("not this", "nor this");
        assertThat(session.report()).isEqualTo(new TranslationReport(1, 5, 0, 0, 0, 2, 0, false, Map.of()));
    }

    @Test
    void what_another_session_had_said_was_there_from_the_beginning() throws IOException {
        write(SESSION, META, user("fix it"), second(2, assistant("done")));
        Path fork = write(
                FORK,
                goesOn(FORK, SESSION, bytes(META, user("fix it"), second(2, assistant("done")))),
                second(6, user("go")));

        assertThat(Translated.of(fork).times()).first().isEqualTo("5000 rollout_started");
    }

    @Test
    void a_session_that_was_taken_back_began_when_it_did() throws IOException {
        write(SESSION, META, second(1, user("fix it")), second(2, assistant("done")));
        Path taken = write(
                SESSION + "_" + REVERTED,
                goesOn(SESSION, SESSION, bytes(META, second(1, user("fix it")))),
                second(6, assistant("better")));

        Translated session = Translated.of(taken);

        assertThat(session.manifest().startedAtUnixMs()).isLessThan(Lines.TIME);
        assertThat(session.times()).contains("1000 codex_turn_started", "6000 inference_started");
        assertThat(session.bytes()).contains("better").doesNotContain("done");
    }

    @Test
    void histories_go_back_as_far_as_they_do() throws IOException {
        write(SESSION, META, user("one"), assistant("two"));
        String first = goesOn(FORK, SESSION, bytes(META, user("one")));
        write(FORK, first, assistant("three"), assistant("four"));
        Path last =
                write(FORK + "_" + REVERTED, goesOn(FORK, FORK, bytes(first, assistant("three"))), assistant("five"));

        String all = Translated.of(last).bytes();

        assertThat(all).containsSubsequence("one", "three", "five").doesNotContain("two", "four");
    }

    @Test
    void the_history_may_be_compressed_or_archived() throws IOException {
        Path base = write(SESSION, META, user("fix it"), assistant("done"));
        Path fork = write(FORK, goesOn(FORK, SESSION, bytes(META, user("fix it"))), assistant("no"));
        String plain = Translated.of(fork).bytes();

        Path compressed = TestHome.compress(base);
        assertThat(Translated.of(fork).bytes()).isEqualTo(plain);

        Path archive = Files.createDirectories(temp.resolve("archived_sessions"));
        Files.move(compressed, archive.resolve(compressed.getFileName()));
        assertThat(Translated.of(fork).bytes()).isEqualTo(plain).contains("fix it");
    }

    @Test
    void numbers_of_lines_count_where_there_are_any() throws IOException {
        String[] lines = {numbered(0, META), numbered(1, user("one")), numbered(2, user("two"))};
        write(SESSION, lines);
        Path fork = write(FORK, numbered(2, goesOn(FORK, SESSION, 2, 1_000_000)), numbered(3, user("three")));

        Translated session = Translated.of(fork);

        assertThat(session.bytes()).contains("one", "three").doesNotContain("two");
        assertThat(session.report().passedOver()).isEmpty();
    }

    @Test
    void history_that_is_not_there_is_told() throws IOException {
        Path fork = write(FORK, goesOn(FORK, SESSION, 7), user("go"));

        Translated session = Translated.of(fork);

        assertThat(session.bytes()).contains("go");
        assertThat(session.report().passedOver())
                .isEqualTo(Map.of("history that lies in the rollout of " + SESSION, 1L));
    }

    @Test
    void history_that_does_not_say_where_it_ends_is_not_guessed() throws IOException {
        write(SESSION, META, user("one"));
        Path fork = write(FORK, meta(FORK, "'history_base':{'thread_id':'" + SESSION + "'}"), user("go"));

        assertThat(Translated.of(fork).bytes()).doesNotContain("one");
        assertThat(Translated.of(fork).report().passedOver()).hasSize(1);
    }

    @Test
    void history_whose_end_is_gone_is_told() throws IOException {
        write(SESSION, META, user("one"));
        Path fork = write(FORK, goesOn(FORK, SESSION, bytes(META, user("one"), user("two"))), user("three"));

        Translated session = Translated.of(fork);

        assertThat(session.bytes()).contains("one", "three");
        assertThat(session.report().passedOver())
                .isEqualTo(Map.of("end of the history that lies in the rollout of " + SESSION, 1L));
    }

    @Test
    void history_that_goes_away_between_two_passes_is_not_left_out_of_the_second() throws IOException {
        Path base = write(SESSION, META, user("one"));
        Path fork = write(FORK, goesOn(FORK, SESSION, bytes(META, user("one"))), user("two"));

        try (TranslatedRollout session = TranslatedRollout.open(fork)) {
            Files.delete(base);
            assertThatThrownBy(() -> {
                        try (TranslatedRollout.Events events = session.events()) {
                            while (events.next() != null) {}
                        }
                    })
                    .isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void a_pass_tells_how_much_is_read_of_the_history_too() throws IOException {
        Path base = write(SESSION, META, user("one"));
        Path fork = write(FORK, goesOn(FORK, SESSION, bytes(META, user("one"))), user("two"));

        try (TranslatedRollout session = TranslatedRollout.open(fork)) {
            assertThat(Translated.toldRead(session)).isEqualTo(Files.size(base) + Files.size(fork));
        }
    }

    @Test
    void a_compressed_history_that_is_damaged_is_told() throws IOException {
        byte[] noise = new byte[300_000];
        new Random(7).nextBytes(noise);
        String noisy = user(HexFormat.of().formatHex(noise));
        Path compressed = TestHome.compress(write(SESSION, META, user("one"), noisy, user("two")));
        byte[] whole = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(whole, whole.length * 3 / 4));
        Path fork = write(FORK, goesOn(FORK, SESSION, bytes(META, user("one"), noisy)), user("three"));

        Translated session = Translated.of(fork);

        assertThat(session.bytes()).contains("one", "three");
        assertThat(session.report().truncated()).isTrue();
    }

    @Test
    void a_history_that_goes_round_ends() throws IOException {
        write(SESSION, goesOn(SESSION, FORK, 1_000_000), user("one"));
        Path fork = write(FORK, goesOn(FORK, SESSION, 1_000_000), user("two"));

        assertThat(Translated.of(fork).report().passedOver())
                .containsEntry("history that lies in the rollout of " + FORK, 1L);
    }

    @Test
    void agents_that_another_session_spawned_are_not_this_ones() throws IOException {
        String spawn = call("c1", "spawn_agent", "{'message':'look'}");
        String spawned = output("c1", "{\\\"agent_id\\\":\\\"" + REVERTED + "\\\"}");
        write(SESSION, META, user("fix it"), spawn, spawned);
        long end = bytes(META, user("fix it"), spawn, spawned);
        Path fork = write(FORK, goesOn(FORK, SESSION, end), user("go"));
        Path taken = write(SESSION + "_" + FORK, goesOn(SESSION, SESSION, end), user("go"));

        assertThat(Translated.of(fork).report().spawned()).isZero();
        assertThat(Translated.of(taken).report().spawned()).isEqualTo(1);
    }

    @Test
    void bodies_are_the_same_in_a_later_pass_though_texts_were_left_where_they_are() throws IOException {
        String text = "a long text that can stay in the file. ".repeat(50);
        write(SESSION, META, user(text), user("cut"));
        Path fork = write(FORK, goesOn(FORK, SESSION, bytes(META, user(text))), assistant("go"), user(text));
        Translated held = Translated.of(fork);

        try (TranslatedRollout left = TranslatedRollout.open(fork, 1)) {
            for (TranslatedEvent event : held.all()) {
                for (int i = 0; i < event.bodies().size(); i++) {
                    assertThat(left.payload(event.event().payload().payloads().get(i))
                                    .bytes())
                            .isEqualTo(event.bodies().get(i).bytes());
                }
            }
        }
    }
}
