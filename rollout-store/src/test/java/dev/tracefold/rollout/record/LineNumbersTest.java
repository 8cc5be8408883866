/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.compress.CompressionOptions;
import dev.tracefold.rollout.compress.RolloutCompressor;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Json;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

/** What is appended to a rollout whose lines have numbers goes on counting, and to no other. */
class LineNumbersTest {
    private static final String NUMBERED = ",\"history_mode\":\"paginated\"";

    @TempDir
    Path temp;

    private TestHome test;

    @BeforeEach
    void setUp() {
        test = new TestHome(temp.resolve("home"));
    }

    private static String numbered(long number, String line) {
        return line.replaceFirst(",", ",\"ordinal\":" + number + ",");
    }

    /** A rollout of a header and this many messages, numbered from there on. */
    private Path rollout(long first, int messages) throws IOException {
        Path path = test.live("2026-09-10T10:00:00Z", Lines.id(1));
        String[] lines = new String[messages + 1];
        lines[0] = numbered(first, Lines.meta(Lines.id(1), NUMBERED));
        for (int i = 1; i <= messages; i++) {
            lines[i] = numbered(first + i, Lines.user("line " + i));
        }
        return TestHome.write(path, lines);
    }

    private static void add(Path path, String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.APPEND);
    }

    private void append(Path path, String... texts) throws IOException {
        for (String text : texts) {
            new RolloutAppender(test.context).append(path, Lines.userItem(text));
        }
    }

    /** The numbers of the lines that are JSON, as text; a dash for one that has none. */
    private static List<String> numbers(Path path) throws IOException {
        return TestHome.lines(path).stream()
                .flatMap(LineNumbersTest::parsed)
                .map(line -> line.path("ordinal").asText("-"))
                .toList();
    }

    private static Stream<JsonNode> parsed(String line) {
        try {
            byte[] bytes = line.getBytes(UTF_8);
            return Stream.of(Json.read(bytes, 0, bytes.length));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    @Test
    void appended_lines_go_on_counting() throws Exception {
        Path path = rollout(0, 2);
        append(path, "a", "b");
        assertThat(numbers(path)).containsExactly("0", "1", "2", "3", "4");
        assertThat(TestHome.lines(path).get(3))
                .startsWith(
                        "{\"timestamp\":\"2026-03-01T23:30:00.000Z\",\"ordinal\":3,\"type\":\"event_msg\",\"payload\":{");
    }

    @Test
    void a_recorder_goes_on_counting_through_all_its_batches() throws Exception {
        Path path = rollout(41, 1);
        try (RolloutRecorder recorder = RolloutRecorder.resume(test.context, path, RecorderOptions.DEFAULT)) {
            for (String text : List.of("a", "b", "c")) {
                recorder.record(List.of(Lines.userItem(text), Lines.agentItem(text)));
                recorder.flush();
            }
        }
        assertThat(numbers(path)).containsExactly("41", "42", "43", "44", "45", "46", "47", "48");
    }

    @Test
    void lines_that_another_writes_meanwhile_are_counted() throws Exception {
        Path path = rollout(0, 1);
        try (RolloutRecorder recorder = RolloutRecorder.resume(test.context, path, RecorderOptions.DEFAULT)) {
            recorder.record(List.of(Lines.userItem("a")));
            recorder.flush();
            append(path, "by another");
            recorder.record(List.of(Lines.userItem("b")));
            recorder.flush();
        }
        assertThat(numbers(path)).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void a_rollout_without_numbers_gets_none() throws Exception {
        Path path = test.sample(1);
        append(path, "a");
        assertThat(numbers(path)).containsExactly("-", "-", "-");
        // Not even if somebody began to count in the middle of it.
        add(path, numbered(7, Lines.user("stray")) + "\n");
        append(path, "b");
        assertThat(numbers(path)).containsExactly("-", "-", "-", "7", "-");
    }

    @Test
    void torn_lines_and_lines_without_numbers_at_the_end_are_passed_over() throws Exception {
        Path path = rollout(0, 2);
        add(
                path,
                Lines.user("of an older version") + "\n"
                        + numbered(3, Lines.user("torn")).substring(0, 70));
        append(path, "a");
        assertThat(numbers(path)).containsExactly("0", "1", "2", "-", "3");
    }

    @Test
    void lines_of_types_that_are_not_known_are_counted() throws Exception {
        Path path = rollout(0, 0);
        add(path, numbered(1, Lines.line("of_tomorrow", "{}")) + "\n");
        append(path, "a");
        assertThat(numbers(path)).containsExactly("0", "1", "2");
    }

    @Test
    void a_new_session_is_numbered_if_its_header_says_so() throws Exception {
        assertThat(numbers(recorded(2, Map.of()))).containsExactly("-", "-", "-");
        assertThat(numbers(recorded(3, Map.of("history_mode", "legacy")))).containsExactly("-", "-", "-");
        assertThat(numbers(recorded(4, Map.of("history_mode", "paginated")))).containsExactly("0", "1", "2");
    }

    private Path recorded(int id, Map<String, String> more) throws IOException {
        NewSession.Client client = new NewSession.Client("shop_cli", "1.4.0");
        NewSession session = new NewSession(Lines.id(id), Path.of("/nonexistent"), client, "cli", more);
        try (RolloutRecorder recorder = RolloutRecorder.create(test.context, session, RecorderOptions.DEFAULT)) {
            recorder.record(List.of(Lines.userItem("a")));
            recorder.persist();
            recorder.record(List.of(Lines.userItem("b")));
            recorder.flush();
            return recorder.rolloutPath();
        }
    }

    @Test
    void a_session_that_goes_on_from_another_begins_with_the_number_behind() throws Exception {
        // A first attempt was torn.
        Path path = TestHome.writeText(test.live("2026-09-10T10:00:00Z", Lines.id(1)), "{\"timestamp\":\"20");
        String base = ",\"history_base\":{\"thread_id\":\"" + Lines.id(9) + "\",\"end_ordinal_exclusive\":120}";
        String header = Lines.meta(Lines.id(1), NUMBERED + base);
        String payload = header.substring(header.indexOf("{\"id\""), header.length() - 1);
        new RolloutAppender(test.context).append(path, RolloutItem.ofJson(LineType.SESSION_META, payload));
        append(path, "a");
        assertThat(numbers(path)).containsExactly("120", "121");
    }

    @Test
    void a_compressed_rollout_goes_on_counting_when_it_is_plain_again() throws Exception {
        Path path = TestHome.age(rollout(0, 3), TestHome.LONG_AGO);
        new RolloutCompressor(test.context, CompressionOptions.DEFAULT).compress(path);
        assertThat(path).doesNotExist();
        append(RolloutForms.compressed(path), "a");
        assertThat(numbers(path)).containsExactly("0", "1", "2", "3", "4");
    }

    /** Files that once lose the lines which are written behind what is there now, up to a place, and say so. */
    private static final class Lossy extends FileOps {
        private final Path path;
        private final int from;
        private int until;

        Lossy(Path path) throws IOException {
            this.path = path;
            this.from = (int) Files.size(path);
        }

        void loseNext() throws IOException {
            until = (int) Files.size(path);
        }

        @Override
        public void force(FileChannel channel) throws IOException {
            if (until > 0) {
                byte[] all = Files.readAllBytes(path);
                for (int i = from; i < until; i++) {
                    all[i] = all[i] == '\n' ? all[i] : 0;
                }
                until = 0;
                Files.write(path, all);
                throw new IOException("injected: cannot sync");
            }
            super.force(channel);
        }
    }

    @Test
    void lines_that_are_written_again_elsewhere_are_numbered_anew() throws Exception {
        Path path = rollout(0, 1);
        Lossy lossy = new Lossy(path);
        RolloutContext context = test.context.withFiles(lossy);
        try (RolloutRecorder recorder = RolloutRecorder.resume(context, path, RecorderOptions.DEFAULT)) {
            recorder.record(List.of(Lines.userItem("a"), Lines.userItem("b")));
            recorder.flush();
            lossy.loseNext();
            append(path, "by another");
            recorder.persist();
            recorder.record(List.of(Lines.userItem("c")));
            recorder.flush();
        }
        assertThat(numbers(path)).containsExactly("0", "1", "4", "5", "6", "7");
        assertThat(TestHome.lines(path).subList(5, 8).toString()).containsSubsequence("\"a\"", "\"b\"", "\"c\"");
    }

    @Test
    void a_file_that_is_gone_is_told_as_before() {
        Path missing = test.live("2026-09-10T10:00:00Z", Lines.id(5));
        assertThatThrownBy(() -> append(missing, "a")).isInstanceOf(java.nio.file.NoSuchFileException.class);
    }
}
