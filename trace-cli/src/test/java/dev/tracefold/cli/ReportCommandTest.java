/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tracefold report}. */
class ReportCommandTest {
    @TempDir
    Path temp;

    private Path bundle;
    private Path page;

    @BeforeEach
    void copyBundle() {
        bundle = Bundles.copy("agents", temp);
        page = temp.resolve("report.html");
    }

    private record Ran(int exitCode, String out, String err) {}

    private static Ran report(Object... words) {
        String[] args = new String[words.length + 1];
        args[0] = "report";
        for (int i = 0; i < words.length; i++) {
            args[i + 1] = words[i].toString();
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                Tracefold.commandLine().execute(new PrintWriter(out, true), new PrintWriter(err, true), List.of(args));
        return new Ran(exitCode, out.toString(), err.toString());
    }

    @Test
    void writes_a_page_and_says_so() throws IOException {
        Ran ran = report(bundle, "-o", page);

        assertThat(ran.err()).isEqualToIgnoringNewLines(bundle + ": 43 events, written to " + page);
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("\"path\":\"/root/tester\"")
                .endsWith("</html>\n");
    }

    @Test
    void replaces_the_page_that_was_there_and_leaves_nothing_beside_it() throws IOException {
        Files.writeString(page, "old");

        assertThat(report(bundle, "-o", page).exitCode()).isZero();

        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>");
        try (var files = Files.list(temp)) {
            assertThat(files).containsExactlyInAnyOrder(bundle, page);
        }
    }

    @Test
    void writes_to_standard_output_where_that_is_asked_for() throws IOException {
        report(bundle, "-o", page);

        Ran ran = report(bundle, "-o", "-");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo(Files.readString(page));
    }

    @Test
    void says_what_it_cut() {
        Ran ran = report(bundle, "-o", page, "--preview", "20");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err())
                .containsPattern(
                        "note: of \\d+ texts there are only the first 20 characters; --preview and --max-size give the page more");
    }

    @Test
    void shows_an_earlier_moment() throws IOException {
        assertThat(report(bundle, "-o", page, "--until", "10").err()).contains("10 events");

        assertThat(Files.readString(page)).contains("\"status\":\"running\"").doesNotContain("/root/tester\",\"depth");
    }

    @Test
    void shows_a_part_that_is_asked_for() throws IOException {
        Ran ran = report(bundle, "-o", page, "--from", "40");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEqualToIgnoringNewLines(bundle + ": 4 events, written to " + page);
        assertThat(Files.readString(page)).contains("\"left_out\":{\"events\":39,");

        assertThat(report(bundle, "-o", page, "--from", "9", "--until", "20").err())
                .contains(": 12 events");
    }

    @Test
    void refuses_a_part_that_is_not_there() throws IOException {
        Ran ran = report(bundle, "-o", page, "--from", "44");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--from 44 is behind the last event, which is 43.");
        assertThat(page).doesNotExist();
    }

    /** A session of so many questions, each with an answer. */
    private Path longSession(int questions) throws IOException {
        String line =
                "{\"timestamp\":\"2026-09-05T16:50:10.%03dZ\",\"type\":\"response_item\",\"payload\":{\"type\":\"message\","
                        + "\"role\":\"%s\",\"content\":[{\"type\":\"%s\",\"text\":\"%s %d\"}]}}%n";
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= questions; i++) {
            lines.append(line.formatted(i % 1000, "user", "input_text", "question", i))
                    .append(line.formatted(i % 1000, "assistant", "output_text", "answer", i));
        }
        return Files.writeString(temp.resolve("rollout.jsonl"), lines);
    }

    @Test
    void shows_the_end_of_a_session_that_does_not_fit() throws IOException {
        Path rollout = longSession(3000);
        report(rollout, "-o", temp.resolve("whole.html"));

        Ran ran = report(rollout, "-o", page, "--max-size", "1");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err())
                .containsPattern("rollout.jsonl: [\\d,]+ events, written to ")
                .containsPattern(
                        "note: the session is too long for a page of this size: the [\\d,]+ events before seq"
                                + " [\\d,]+ are left out; --from and --until choose another part, --max-size gives it more room");
        assertThat(page).content().contains("answer 3000\"").doesNotContain("answer 1\"");
        assertThat(Files.size(page)).isLessThanOrEqualTo(1_000_000);
        assertThat(temp.resolve("whole.html"))
                .content()
                .contains("answer 3000\"")
                .contains("answer 1\"");
        assertThat(report(rollout, "-o", "-", "--max-size", "1").out()).isEqualTo(Files.readString(page));
    }

    @Test
    void shows_as_much_as_fits_of_a_part_that_is_asked_for() throws IOException {
        Path rollout = longSession(3000);

        Ran ran = report(rollout, "-o", page, "--max-size", "1", "--from", "2");

        assertThat(ran.exitCode()).isZero();
        Matcher note = Pattern.compile("note: the session is too long for a page of this size: the [\\d,]+ events from"
                        + " seq ([\\d,]+) on are left out; --from chooses another part, --max-size gives it more room")
                .matcher(ran.err());
        assertThat(note.find()).as(ran.err()).isTrue();
        assertThat(page).content().contains("answer 1\"").doesNotContain("answer 3000\"");

        // That is where the rest begins.
        String next = note.group(1).replace(",", "");
        assertThat(report(rollout, "-o", page, "--max-size", "1", "--from", next)
                        .exitCode())
                .isZero();
        assertThat(page).content().doesNotContain("answer 1\"");
    }

    @Test
    void says_that_not_even_a_part_fits() throws IOException {
        // None of these ever ends, so each part has them all.
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 8000; i++) {
            lines.append("{\"timestamp\":\"2026-09-05T16:50:10.000Z\",\"type\":\"response_item\",\"payload\":{\"type\":"
                    + "\"function_call\",\"name\":\"think\",\"call_id\":\"call-" + i + "\",\"arguments\":\"{}\"}}\n");
        }
        Path rollout = Files.writeString(temp.resolve("rollout.jsonl"), lines);
        Files.writeString(page, "old");

        Ran ran = report(rollout, "-o", page, "--max-size", "1");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains(
                        "the page needs more than 1 MB even without any text: give it more with --max-size, or less to"
                                + " show with --from and --until.");
        assertThat(page).hasContent("old");
        Ran printed = report(rollout, "-o", "-", "--max-size", "1");
        assertThat(printed.out()).isEmpty();
        assertThat(printed.exitCode()).isEqualTo(2);
    }

    @Test
    void wants_to_know_where_to() {
        Ran ran = report(bundle);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--output");
    }

    @Test
    void refuses_sizes_that_make_no_sense() {
        assertThat(report(bundle, "-o", page, "--preview", "-1").err())
                .contains("--preview wants a number of characters.");
        assertThat(report(bundle, "-o", page, "--max-size", "0").err()).contains("--max-size wants 1 to 1,000 MB.");
        assertThat(report(bundle, "-o", page, "--max-size", "2000").exitCode()).isEqualTo(2);
        assertThat(page).doesNotExist();
    }

    @Test
    void leaves_the_old_page_where_the_session_cannot_be_read() throws IOException {
        Files.writeString(page, "old");
        Path broken = Bundles.copy("broken", temp);

        Ran ran = report(broken, "-o", page);

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("What to do:");
        assertThat(page).hasContent("old");
        assertThat(report(temp.resolve("nowhere"), "-o", page).exitCode()).isEqualTo(3);
        assertThat(report(bundle, "-o", temp.resolve("nowhere").resolve("report.html"))
                        .exitCode())
                .isEqualTo(3);
    }
}
