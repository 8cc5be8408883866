/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.record.RecorderOptions;
import dev.tracefold.rollout.record.RolloutRecorder;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class NamesTest {
    @TempDir
    Path temp;

    @Test
    @DisplayName("1 a fresh recorder's path is in UTC whatever the zone, and nothing is on disk")
    void path_is_utc() throws Exception {
        TestHome test = new TestHome(temp.resolve("home"));
        try (RolloutRecorder recorder =
                RolloutRecorder.create(test.context, TestHome.session(Lines.id(1)), RecorderOptions.DEFAULT)) {
            assertThat(recorder.rolloutPath())
                    .isEqualTo(test.root()
                            .resolve("sessions/2026/03/01/rollout-2026-03-01T23-30-00-" + Lines.id(1) + ".jsonl"));
            assertThat(test.root()).doesNotExist();
        }
        assertThat(test.root()).doesNotExist();
    }

    @Test
    @DisplayName("2 plain and compressed names say the same")
    void both_forms_parse() {
        String plain = "rollout-2026-03-01T10-00-00-" + Lines.id(7) + ".jsonl";
        RolloutName fromPlain = RolloutName.parse(plain).orElseThrow();
        RolloutName fromCompressed = RolloutName.parse(plain + ".zst").orElseThrow();
        assertThat(fromPlain.timestamp()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(fromCompressed.timestamp()).isEqualTo(fromPlain.timestamp());
        assertThat(fromCompressed.id()).isEqualTo(fromPlain.id()).isEqualTo(Lines.id(7));
        assertThat(fromCompressed.plainName()).isEqualTo(plain);
        assertThat(fromPlain.compressed()).isFalse();
        assertThat(fromCompressed.compressed()).isTrue();
    }

    @Test
    void a_session_may_go_on_in_a_rollout_with_an_id_of_its_own() {
        String first = "rollout-2026-03-01T10-00-00-" + Lines.id(7) + ".jsonl";
        String later = "rollout-2026-03-01T11-00-00-" + Lines.id(7) + "_" + Lines.id(8) + ".jsonl";
        RolloutName before = RolloutName.parse(first).orElseThrow();
        RolloutName after = RolloutName.parse(later + ".zst").orElseThrow();
        assertThat(before.rollout()).isEqualTo(before.id());
        assertThat(after.id()).isEqualTo(Lines.id(7));
        assertThat(after.rollout()).isEqualTo(Lines.id(8));
        assertThat(after.plainName()).isEqualTo(later);
        assertThat(after).isGreaterThan(before);
    }

    @ParameterizedTest(name = "3 not a rollout: {0}")
    @ValueSource(
            strings = {
                "rollout-x.jsonl",
                "log-2026-03-01T10-00-00-018f0c52-0000-7000-8000-000000000001.jsonl",
                "rollout-2026-13-01T10-00-00-018f0c52-0000-7000-8000-000000000001.jsonl",
                "rollout-2026-02-30T10-00-00-018f0c52-0000-7000-8000-000000000001.jsonl",
                "rollout-2026-03-01T10-00-00-018f0c52-0000-7000-8000-000000000001.jsonl.zst.compress.1.0.tmp",
                "rollout-2026-03-01T10-00-00-018f0c52-0000-7000-8000-000000000001.jsonl.decompress.1.0.tmp",
                "rollout-2026-03-01T10-00-00-018f0c52-0000-7000-8000-000000000001.jsonl.retired.100",
                "rollout-compress-abc.tmp",
                "rollout-2026-03-01T10-00-00-018f0c52.jsonl",
                "rollout-2026-03-01T10-00-00_018f0c52-0000-7000-8000-000000000001.jsonl",
                "rollout-2026-03-01T10-00-00-018f0c52-0000-7000-8000-000000000001_.jsonl",
                "rollout-2026-03-01T10-00-00-018f0c52-0000-7000-8000-000000000001_x.jsonl",
                "rollout-.jsonl",
                "rollout-",
                ".jsonl",
                ".zst",
                ""
            })
    void not_a_rollout(String name) {
        assertThat(RolloutName.parse(name)).isEmpty();
    }

    @Test
    @DisplayName("4 the plain form wins and the compressed one beside it is hidden")
    void plain_wins() throws Exception {
        TestHome test = new TestHome(temp);
        Path plain = test.sample(1);
        Files.write(RolloutForms.compressed(plain), new byte[] {1});
        assertThat(RolloutForms.resolve(plain)).contains(plain);
        assertThat(RolloutForms.resolve(RolloutForms.compressed(plain))).contains(plain);
        assertThat(new RolloutWalk(FileOps.REAL, RolloutWalk.PROPAGATE).all(test.home.sessions(), false))
                .extracting(RolloutFile::path)
                .containsExactly(plain);
    }

    @Test
    @DisplayName("5 the plain path resolves to the compressed form when only that exists")
    void compressed_resolves() throws Exception {
        TestHome test = new TestHome(temp);
        Path plain = test.sample(1);
        Path compressed = TestHome.compress(plain);
        assertThat(RolloutForms.resolve(plain)).contains(compressed);
    }

    @Test
    @DisplayName("6 a directory named like the plain form does not count")
    void directory_does_not_count() throws Exception {
        TestHome test = new TestHome(temp);
        Path plain = test.sample(1);
        Path compressed = TestHome.compress(plain);
        Files.createDirectory(plain);
        assertThat(RolloutForms.resolve(plain)).contains(compressed);
        assertThat(new RolloutWalk(FileOps.REAL, RolloutWalk.PROPAGATE).all(test.home.sessions(), false))
                .extracting(RolloutFile::path)
                .isEqualTo(List.of(compressed));
    }

    @Test
    void a_walk_yields_each_rollout_once_whatever_links_there_are() throws Exception {
        TestHome test = new TestHome(temp.resolve("home"));
        Path plain = test.sample(1);
        Path day = plain.getParent();
        Files.createSymbolicLink(day.resolve("self"), Path.of("."));
        Files.createSymbolicLink(day.resolve("up"), test.home.sessions());
        Files.createSymbolicLink(test.home.sessions().resolve("a"), day);
        Files.createSymbolicLink(test.home.sessions().resolve("z"), day);
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere/deep")).getParent();
        Path other = Files.writeString(elsewhere.resolve("deep").resolve(plain.getFileName()), "x");
        Files.createSymbolicLink(elsewhere.resolve("deep/back"), temp);
        Files.createSymbolicLink(test.home.sessions().resolve("out"), elsewhere);
        Files.createSymbolicLink(test.home.sessions().resolve("out2"), elsewhere);
        List<RolloutFile> found = new RolloutWalk(FileOps.REAL, RolloutWalk.PROPAGATE).all(test.home.sessions(), false);
        assertThat(found).hasSize(2).extracting(RolloutFile::path).contains(plain);
        assertThat(found)
                .extracting(file -> file.path().toRealPath())
                .containsExactlyInAnyOrder(plain.toRealPath(), other.toRealPath());
    }

    @Test
    void home_is_the_option_then_the_environment_then_the_default() {
        Map<String, String> environment = Map.of("CODEX_HOME", "/data/agent");
        assertThat(RolloutHome.locate(Path.of("/x"), environment).root()).isEqualTo(Path.of("/x"));
        assertThat(RolloutHome.locate(null, environment).root()).isEqualTo(Path.of("/data/agent"));
        assertThat(RolloutHome.locate(null, Map.of()).root().getFileName()).hasToString(".codex");
    }

    @Property(tries = 200)
    boolean a_name_that_is_written_parses_back(
            @ForAll @LongRange(min = 0, max = 253402300799L) long second, @ForAll int n) {
        RolloutName name = RolloutName.of(Instant.ofEpochSecond(second), Lines.id(n & 0x7fffffff));
        return RolloutName.parse(name.plainName()).orElseThrow().equals(name);
    }
}
