/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class NumberCheckTest {
    private static final String META = Lines.meta(Lines.id(1), ",\"history_mode\":\"paginated\"");

    @TempDir
    Path temp;

    private static String numbered(long number, String line) {
        return line.replaceFirst(",", ",\"ordinal\":" + number + ",");
    }

    private static String said(long number, String text) {
        return numbered(number, Lines.user(text));
    }

    private Path rollout(String... lines) throws IOException {
        return TestHome.write(temp.resolve("rollout-2026-09-10T10-00-00-" + Lines.id(1) + ".jsonl"), lines);
    }

    private static List<String> faults(Path path) throws IOException {
        RolloutProfile.Misnumbered found =
                new RolloutProfiler().profile(path, Progress.NONE).misnumbered();
        assertThat(found.first()).hasSize((int) found.count());
        return found.first().stream()
                .map(line -> line.number() + ": " + line.reason())
                .toList();
    }

    private static RepairReport repaired(Path path) throws IOException {
        RepairReport report = new RolloutRepairer().repair(path, Progress.NONE);
        report.repaired().ifPresent(copy -> assertThat(check(copy).clean()).isTrue());
        return report;
    }

    private static RepairReport check(Path path) {
        try {
            return new RolloutRepairer().check(path, Progress.NONE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> copy(RepairReport report) throws IOException {
        return TestHome.lines(report.repaired().orElseThrow());
    }

    @Test
    void numbers_that_go_up_by_one_from_wherever_are_right() throws Exception {
        Path path = rollout(numbered(120, META), said(121, "a"), "", said(122, "b"));
        assertThat(faults(path)).isEmpty();
        assertThat(check(path).clean()).isTrue();
    }

    @Test
    void a_number_that_comes_twice_moves_those_behind_it() throws Exception {
        Path path = rollout(numbered(0, META), said(1, "a"), said(1, "b"), said(2, "c"), said(3, "d"));
        assertThat(faults(path)).containsExactly("3: number 1 a second time");
        RepairReport report = repaired(path);
        assertThat(copy(report))
                .containsExactly(numbered(0, META), said(1, "a"), said(2, "b"), said(3, "c"), said(4, "d"));
        assertThat(report.counts()).isEqualTo(new RepairReport.Counts(5, 2, 0, 3, 0, 0));
        assertThat(report.changes())
                .containsExactly(new RepairReport.Change(
                        3, numbered(0, META).length() + said(1, "a").length() + 2L, "number 1 a second time"));
        assertThat(report.quarantine()).isEmpty();
    }

    @Test
    void lines_without_a_number_get_one() throws Exception {
        String odd =
                "{ \"type\":\"event_msg\",\"payload\":{\"type\":\"odd\"},\"timestamp\":\"2026-09-10T10:00:00.000Z\"}";
        Path path = rollout(numbered(0, META), Lines.user("a"), odd, said(1, "b"));
        assertThat(faults(path)).containsExactly("2: it has no number; 1 is due", "3: it has no number; 1 is due");
        assertThat(copy(repaired(path)))
                .containsExactly(numbered(0, META), said(1, "a"), odd.replace("{ ", "{\"ordinal\":2, "), said(3, "b"));
    }

    @Test
    void a_number_may_be_too_high_or_far_too_low_or_none() throws Exception {
        Path path = rollout(
                numbered(0, META),
                said(1, "a"),
                said(5, "b"),
                numbered(0, META),
                said(6, "c"),
                Lines.user("d").replaceFirst(",", ",\"ordinal\":\"7\","));
        assertThat(faults(path))
                .containsExactly(
                        "3: number 5 where 2 is due", "4: number 0 where 6 is due", "6: it has no number; 7 is due");
        assertThat(copy(repaired(path)))
                .containsExactly(
                        numbered(0, META), said(1, "a"), said(2, "b"), numbered(3, META), said(4, "c"), said(5, "d"));
    }

    @Test
    void where_the_first_line_has_no_number_none_is_missed_or_changed() throws Exception {
        Path path = rollout(META, Lines.user("a"), said(7, "b"), Lines.user("c"));
        assertThat(faults(path)).isEmpty();
        assertThat(check(path).clean()).isTrue();
    }

    @Test
    void what_cannot_be_read_leaves_no_gap() throws Exception {
        Path path =
                rollout(numbered(0, META), said(1, "a").substring(0, 80), said(2, "b") + said(3, "c"), said(4, "d"));
        assertThat(copy(repaired(path))).containsExactly(numbered(0, META), said(1, "b"), said(2, "c"), said(3, "d"));
    }

    @Test
    void lines_of_unknown_types_count() throws Exception {
        String unknown = numbered(1, Lines.line("of_tomorrow", "{}"));
        Path path = rollout(numbered(0, META), unknown, said(2, "a"));
        assertThat(faults(path)).isEmpty();
        assertThat(check(path).clean()).isTrue();
    }

    @Test
    void what_is_no_line_of_a_rollout_gets_no_number() throws Exception {
        String unknown = Lines.line("of_tomorrow", "{}");
        Path path = rollout(numbered(0, META), "{}", "{\"a\":1}", unknown, said(1, "a"), said(1, "b"));
        assertThat(faults(path)).containsExactly("6: number 1 a second time");
        assertThat(copy(repaired(path)))
                .containsExactly(numbered(0, META), "{}", "{\"a\":1}", unknown, said(1, "a"), said(2, "b"));
    }

    /** Numbers wrong in any way: the copy has the same lines, counted. */
    @Property(tries = 200)
    void whatever_the_numbers_were_they_go_up_by_one(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = -1, max = 30) Integer> numbers,
            @ForAll @IntRange(min = 0, max = 30) int first)
            throws IOException {
        List<String> before = new ArrayList<>(List.of(numbered(first, META)));
        List<String> after = new ArrayList<>(before);
        for (int i = 0; i < numbers.size(); i++) {
            String line = Lines.user("line " + i);
            before.add(numbers.get(i) < 0 ? line : numbered(numbers.get(i), line));
            after.add(numbered(first + i + 1, line));
        }
        Path directory = Files.createTempDirectory("numbers");
        try {
            Path path = TestHome.write(directory.resolve("rollout.jsonl"), before.toArray(String[]::new));
            RepairReport report = new RolloutRepairer().repair(path, Progress.NONE);
            assertThat(report.clean()).isEqualTo(before.equals(after));
            assertThat(faults(path).isEmpty()).isEqualTo(before.equals(after));
            Path result = report.repaired().orElse(path);
            assertThat(Files.readString(result, UTF_8)).isEqualTo(String.join("\n", after) + "\n");
        } finally {
            for (Path file : Files.list(directory).toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        }
    }
}
