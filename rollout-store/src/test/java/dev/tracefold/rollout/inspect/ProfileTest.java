/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.line.BadLine;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class ProfileTest {
    @TempDir
    Path temp;

    private TestHome test;
    private Path path;

    @BeforeEach
    void setUp() {
        test = new TestHome(temp);
        path = test.live("2026-03-01T10:00:00Z", Lines.id(1));
    }

    private static String item(String text) {
        return "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"" + text
                + "\"}]}";
    }

    private static String compacted(String... items) {
        return Lines.line("compacted", "{\"message\":\"m\",\"replacement_history\":[" + String.join(",", items) + "]}");
    }

    @Test
    void bytes_are_added_up_by_kind_and_sum_to_the_file() throws Exception {
        String meta = Lines.meta(Lines.id(1));
        String user = Lines.user("hello");
        TestHome.write(path, meta, user, "", user, "not json");
        RolloutProfile profile = new RolloutProfiler().profile(path, Progress.NONE);
        assertThat(profile.thread()).contains(Lines.id(1));
        assertThat(profile.size()).isEqualTo(new RolloutProfile.Size(Files.size(path), Files.size(path), 5, 1));
        assertThat(profile.kinds())
                .containsExactlyInAnyOrder(
                        new RolloutProfile.Share("session_meta", "", 1, meta.length() + 1),
                        new RolloutProfile.Share("event_msg", "user_message", 2, 2L * (user.length() + 1)),
                        new RolloutProfile.Share("bad", "", 1, 9));
        assertThat(profile.kinds().stream()
                        .mapToLong(RolloutProfile.Share::bytes)
                        .sum())
                .isEqualTo(Files.size(path) - 1);
        assertThat(profile.bad().count()).isEqualTo(1);
        assertThat(profile.bad().first()).extracting(BadLine::number).containsExactly(5L);
        assertThat(profile.largest().get(0))
                .isEqualTo(new RolloutProfile.LargeLine(1, 0, meta.length(), "session_meta", ""));
    }

    @Test
    void history_that_stood_in_the_file_before_is_repeated() throws Exception {
        String one = item("one");
        String two = item("two, longer");
        String three = item("three");
        TestHome.write(
                path,
                Lines.meta(Lines.id(1)),
                Lines.line("response_item", one),
                compacted(one, two),
                compacted(one, two, three));
        RolloutProfile.History history =
                new RolloutProfiler().profile(path, Progress.NONE).history();
        assertThat(history)
                .isEqualTo(new RolloutProfile.History(
                        2,
                        5,
                        2L * one.length() + 2L * two.length() + three.length(),
                        2L * one.length() + two.length(),
                        true));
    }

    @Test
    void images_are_measured_wherever_they_stand() throws Exception {
        String url = "data:image/png;base64," + "QUJD".repeat(1_000) + "==";
        TestHome.write(
                path,
                Lines.meta(Lines.id(1)),
                Lines.line(
                        "response_item",
                        "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\""
                                + url + "\"},{\"type\":\"input_image\",\"image_url\":\"" + url + "\"}]}"),
                Lines.user("the text ;base64, alone is no image"));
        assertThat(new RolloutProfiler().profile(path, Progress.NONE).images())
                .isEqualTo(new RolloutProfile.Images(2, 2L * url.length()));
    }

    @Test
    void only_the_ten_largest_lines_are_kept_longest_first() throws Exception {
        String[] lines = new String[31];
        lines[0] = Lines.meta(Lines.id(1));
        for (int i = 1; i <= 30; i++) {
            lines[i] = Lines.user("x".repeat(1_000 + i));
        }
        TestHome.write(path, lines);
        assertThat(new RolloutProfiler().profile(path, Progress.NONE).largest())
                .hasSize(10)
                .extracting(RolloutProfile.LargeLine::number)
                .isEqualTo(List.of(31L, 30L, 29L, 28L, 27L, 26L, 25L, 24L, 23L, 22L));
    }

    @Test
    void a_compressed_rollout_has_the_same_profile_but_for_its_size_on_disk() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), compacted(item("one")), Lines.user("x".repeat(5_000)));
        RolloutProfile plain = new RolloutProfiler().profile(path, Progress.NONE);
        Path compressed = TestHome.compress(path);
        RolloutProfile zipped = new RolloutProfiler().profile(path, Progress.NONE);
        assertThat(zipped.size().stored()).isEqualTo(Files.size(compressed));
        assertThat(zipped.size().plain()).isEqualTo(plain.size().plain());
        assertThat(zipped.kinds()).isEqualTo(plain.kinds());
        assertThat(zipped.history()).isEqualTo(plain.history());
        assertThat(zipped.bad()).isEqualTo(plain.bad());
    }

    @Test
    void a_damaged_frame_is_profiled_as_far_as_it_goes() throws Exception {
        String[] lines = new String[2_000];
        Random random = new Random(3);
        Arrays.setAll(
                lines,
                i -> i == 0
                        ? Lines.meta(Lines.id(1))
                        : Lines.user(Long.toHexString(random.nextLong()).repeat(6)));
        TestHome.write(path, lines);
        Path compressed = TestHome.compress(path);
        byte[] bytes = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        RolloutProfile profile = new RolloutProfiler().profile(path, Progress.NONE);
        assertThat(profile.bad().truncated()).isTrue();
        assertThat(profile.bad().count()).isZero();
        assertThat(profile.size().lines()).isBetween(2L, 1_999L);
    }

    @Test
    void hashes_beyond_the_limit_are_not_remembered_but_said() {
        SeenHashes seen = new SeenHashes(5_000);
        for (long hash = 0; hash < 5_000; hash++) {
            assertThat(seen.add(hash * 0x9E3779B97F4A7C15L)).isTrue();
        }
        assertThat(seen.add(7 * 0x9E3779B97F4A7C15L)).isFalse();
        assertThat(seen.add(0)).isFalse();
        assertThat(seen.full()).isFalse();
        seen.add(-1);
        seen.add(-2);
        assertThat(seen.full()).isTrue();
    }
}
