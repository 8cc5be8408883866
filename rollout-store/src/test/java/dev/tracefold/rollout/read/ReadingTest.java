/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.line.BadLine;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.record.RolloutAppender;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class ReadingTest {
    @TempDir
    Path temp;

    private TestHome test;
    private Path path;

    @BeforeEach
    void setUp() {
        test = new TestHome(temp);
        path = test.live("2026-03-01T10:00:00Z", Lines.id(1));
    }

    @Test
    @DisplayName("9 both forms load alike and a compressed one is not expanded")
    void both_forms_load() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), Lines.user("hello"));
        LoadedRollout plain = RolloutLoader.load(path);
        TestHome.compress(path);
        LoadedRollout compressed = RolloutLoader.load(path);
        for (LoadedRollout loaded : List.of(plain, compressed)) {
            assertThat(loaded.items()).hasSize(2);
            assertThat(loaded.threadId()).contains(Lines.id(1));
            assertThat(loaded.parseErrors()).isZero();
            assertThat(loaded.path()).isEqualTo(path);
        }
        assertThat(path).doesNotExist();
    }

    @Test
    @DisplayName("10 bad lines are counted and located")
    void bad_lines_are_counted() throws Exception {
        TestHome.write(
                path,
                Lines.meta(Lines.id(1)),
                "not json",
                "{\"a\":1}",
                Lines.line("no_such_type", "{}"),
                Lines.user("x"));
        List<BadLine> bad = new ArrayList<>();
        int items = 0;
        try (RolloutReader reader = RolloutReader.open(path, bad::add)) {
            while (reader.next() != null) {
                items++;
            }
            assertThat(reader.parseErrors()).isEqualTo(3);
        }
        assertThat(items).isEqualTo(2);
        assertThat(bad).extracting(BadLine::number).containsExactly(2L, 3L, 4L);
        int metaLength = Lines.meta(Lines.id(1)).length();
        assertThat(bad).extracting(BadLine::offset).startsWith(metaLength + 1L, metaLength + 10L);
        assertThat(bad.get(2).reason()).isEqualTo("unknown type no_such_type");
        assertThat(RolloutLoader.load(path).parseErrors()).isEqualTo(3);
    }

    @Test
    void a_line_in_another_encoding_is_a_bad_one_and_the_rest_is_read() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((Lines.meta(Lines.id(1)) + "\n").getBytes(StandardCharsets.UTF_8));
        for (String encoding : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE")) {
            bytes.writeBytes(Lines.user("wide").getBytes(Charset.forName(encoding)));
            bytes.write('\n');
        }
        bytes.writeBytes((Lines.user("narrow") + "\n").getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(path.getParent());
        Files.write(path, bytes.toByteArray());
        LoadedRollout loaded = RolloutLoader.load(path);
        assertThat(loaded.parseErrors()).isEqualTo(6);
        assertThat(loaded.items()).hasSize(2);
    }

    @Test
    void a_whole_rollout_in_another_encoding_is_bad_lines_alone() throws Exception {
        Files.createDirectories(path.getParent());
        Files.write(path, ("\ufeff" + Lines.meta(Lines.id(1)) + "\n").getBytes(StandardCharsets.UTF_16LE));
        LoadedRollout loaded = RolloutLoader.load(path);
        assertThat(loaded.items()).isEmpty();
        assertThat(loaded.parseErrors()).isEqualTo(2); // What is left of the newline is one too.
    }

    @Test
    void a_line_with_bytes_that_are_no_utf8_is_a_bad_one() throws Exception {
        List<byte[]> wrong = List.of(
                bytes(0xed, 0xa0, 0x80), // a surrogate
                bytes(0xc0, 0xaf), // overlong
                bytes(0xe0, 0x80, 0x80),
                bytes(0xf0, 0x80, 0x80, 0x80),
                bytes(0xf4, 0x90, 0x80, 0x80), // beyond the last character
                bytes(0xf5, 0x80, 0x80, 0x80),
                bytes(0xe2, 0x82)); // cut off
        String[] around = Lines.user("br#ken").split("#");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((Lines.meta(Lines.id(1)) + "\n").getBytes(StandardCharsets.UTF_8));
        for (byte[] each : wrong) {
            bytes.writeBytes(around[0].getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(each);
            bytes.writeBytes((around[1] + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String good = " " + Lines.line("event_msg", "{\"type\":\"user_message\",\"n\":1e999,\"message\":\"é€😀\"}");
        bytes.writeBytes((good + "\n").getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(path.getParent());
        Files.write(path, bytes.toByteArray());
        LoadedRollout loaded = RolloutLoader.load(path);
        assertThat(loaded.parseErrors()).isEqualTo(wrong.size());
        assertThat(loaded.items()).hasSize(2);
        assertThat(loaded.items().get(1).payload().get("message").textValue()).isEqualTo("é€😀");
    }

    @Test
    void the_payload_of_every_good_line_can_be_had() throws Exception {
        String bom = "\ufeff";
        TestHome.write(
                path,
                bom + Lines.meta(Lines.id(1)),
                Lines.line("event_msg", "{\"type\":\"x\",\"n\":" + "1".repeat(2_000) + "}"),
                Lines.line("event_msg", "{\"type\":\"x\",\"n\":1." + "1".repeat(2_000) + "}"),
                Lines.line("event_msg", "{\"type\":\"x\",\"" + "n".repeat(60_000) + "\":1}"),
                Lines.line("event_msg", "{\"type\":\"x\",\"n\":1e9999999999}"),
                Lines.line("event_msg", "{\"type\":\"x\",\"n\":" + "[".repeat(1_500) + "]".repeat(1_500) + "}"));
        try (RolloutReader reader = RolloutReader.open(path)) {
            RolloutLine line;
            while ((line = reader.next()) != null) {
                assertThat(line.payload().isObject()).as(line.toString()).isTrue();
            }
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    @DisplayName("11 no line at all is an error")
    void empty_file() throws Exception {
        TestHome.writeText(path, "");
        assertThatThrownBy(() -> RolloutLoader.load(path))
                .isInstanceOf(RolloutException.class)
                .hasMessageStartingWith("empty session file");
        TestHome.writeText(path, "\n  \n\r\n");
        assertThatThrownBy(() -> RolloutLoader.load(path)).hasMessageStartingWith("empty session file");
    }

    @Test
    @DisplayName("12a only garbage loads as nothing; resume rejects it")
    void only_garbage() throws Exception {
        TestHome.write(path, "garbage", "more garbage");
        LoadedRollout loaded = RolloutLoader.load(path);
        assertThat(loaded.items()).isEmpty();
        assertThat(loaded.parseErrors()).isEqualTo(2);
        assertThatThrownBy(() -> RolloutLoader.loadForResume(path))
                .hasMessage("failed to parse thread ID from rollout file");
    }

    @Test
    @DisplayName("13 the first session_meta gives the id and both stay")
    void first_meta_wins() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), Lines.meta(Lines.id(2)));
        LoadedRollout loaded = RolloutLoader.load(path);
        assertThat(loaded.threadId()).contains(Lines.id(1));
        assertThat(loaded.items()).hasSize(2);
    }

    @Test
    @DisplayName("14 a missing session_id is the id")
    void session_id_defaults() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)));
        assertThat(SessionHead.read(path).sessionId()).isEqualTo(Lines.id(1).value());
        TestHome.write(path, Lines.meta(Lines.id(1), ",\"session_id\":\"other\""));
        assertThat(SessionHead.read(path).sessionId()).isEqualTo("other");
    }

    @Test
    @DisplayName("15 an unterminated last line counts")
    void unterminated_line() throws Exception {
        TestHome.writeText(path, Lines.meta(Lines.id(1)) + "\n" + Lines.user("end"));
        assertThat(RolloutLoader.load(path).items()).hasSize(2);
    }

    @Test
    @DisplayName("16 a line that is no UTF-8 is one parse error")
    void invalid_utf8() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((Lines.meta(Lines.id(1)) + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] broken = (Lines.user("brXken") + "\n").getBytes(StandardCharsets.UTF_8);
        broken[new String(broken, StandardCharsets.UTF_8).indexOf("brXken") + 2] = (byte) 0xff;
        bytes.writeBytes(broken);
        bytes.writeBytes((Lines.user("fine") + "\n").getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(path.getParent());
        Files.write(path, bytes.toByteArray());
        LoadedRollout loaded = RolloutLoader.load(path);
        assertThat(loaded.items()).hasSize(2);
        assertThat(loaded.parseErrors()).isEqualTo(1);
    }

    @Test
    @DisplayName("17 garbage behind the header does not matter, in either form")
    void header_only() throws Exception {
        byte[] garbage = new byte[64 << 10];
        Arrays.fill(garbage, (byte) 0xff);
        Files.createDirectories(path.getParent());
        Files.write(path, (Lines.meta(Lines.id(1)) + "\n").getBytes(StandardCharsets.UTF_8));
        Files.write(path, garbage, java.nio.file.StandardOpenOption.APPEND);
        assertThat(SessionHead.read(path).id()).isEqualTo(Lines.id(1));
        TestHome.compress(path);
        assertThat(SessionHead.read(path).id()).isEqualTo(Lines.id(1));
    }

    @Test
    @DisplayName("18 the header may follow blanks, garbage and events, but not a response item")
    void header_rules() throws Exception {
        TestHome.write(path, "", "garbage", Lines.user("early"), Lines.meta(Lines.id(1)));
        assertThat(SessionHead.read(path).id()).isEqualTo(Lines.id(1));
        TestHome.write(path, Lines.response("user", "x"), Lines.meta(Lines.id(1)));
        assertThatThrownBy(() -> SessionHead.read(path)).hasMessageContaining("does not start with session metadata");
        TestHome.write(path, "", "   ");
        assertThatThrownBy(() -> SessionHead.read(path)).hasMessageContaining("is empty");
    }

    @Test
    @DisplayName("19 a switch of forms between resolving and opening is retried, four tries in all")
    void switch_of_forms() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), Lines.user("x"));
        test.files.once(Step.READER_RESOLVED, resolved -> TestHome.compress(path));
        try (RolloutReader reader = RolloutReader.open(path, test.files, 1 << 20, bad -> {})) {
            assertThat(reader.next()).isNotNull();
        }
        assertThat(test.files.count(Step.READER_RESOLVED)).isEqualTo(2);
        Path missing = test.live("2026-03-01T10:00:00Z", Lines.id(9));
        assertThatThrownBy(() -> RolloutReader.open(missing, test.files, 1 << 20, bad -> {}))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(missing.toString());
        assertThat(test.files.count(Step.READER_RESOLVED)).isEqualTo(2 + 4);
    }

    @Test
    @DisplayName("20 half a compressed file gives what it had; appending to it fails and leaves it alone")
    void damaged_frame() throws Exception {
        List<String> lines = new ArrayList<>(List.of(Lines.meta(Lines.id(1))));
        Random random = new Random(1);
        for (int i = 0; i < 4_000; i++) {
            byte[] noise = new byte[90];
            random.nextBytes(noise);
            lines.add(Lines.user(java.util.Base64.getEncoder().encodeToString(noise)));
        }
        TestHome.write(path, lines.toArray(String[]::new));
        Path compressed = TestHome.compress(path);
        byte[] whole = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(whole, whole.length / 2));
        LoadedRollout loaded = RolloutLoader.load(path);
        assertThat(loaded.truncated()).isTrue();
        assertThat(loaded.parseErrors()).isZero();
        assertThat(loaded.items()).hasSizeBetween(100, 3_999);
        assertThat(loaded.items().stream().map(line -> new String(line.bytes(), StandardCharsets.UTF_8)))
                .isEqualTo(lines.subList(0, loaded.items().size()));
        assertThatThrownBy(() -> RolloutLoader.loadForResume(path)).hasMessageContaining("cannot be resumed");
        assertThatThrownBy(() -> new RolloutAppender(test.context).append(path, Lines.userItem("x")))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining(compressed.toString());
        assertThat(Files.size(compressed)).isEqualTo(whole.length / 2);
        assertThat(test.tree()).containsExactly(test.home.key(compressed));
    }

    @Test
    @DisplayName("22 an unknown history mode fails the load in front, and is a bad line behind")
    void history_mode_gate() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1), ",\"history_mode\":\"holographic\""));
        assertThatThrownBy(() -> RolloutLoader.load(path))
                .hasMessageStartingWith("invalid session metadata history_mode: holographic");
        TestHome.write(
                path,
                Lines.meta(Lines.id(1), ",\"history_mode\":\"paginated\""),
                Lines.meta(Lines.id(1), ",\"history_mode\":\"holographic\""));
        LoadedRollout loaded = RolloutLoader.load(path);
        assertThat(loaded.items()).hasSize(1);
        assertThat(loaded.parseErrors()).isEqualTo(1);
    }

    @Test
    void ghost_snapshots_are_dropped_without_a_complaint() throws Exception {
        TestHome.write(
                path,
                Lines.meta(Lines.id(1)),
                Lines.line("response_item", "{\"type\":\"ghost_snapshot\",\"ghost_commit\":{}}"),
                Lines.line(
                        "compacted",
                        "{\"message\":\"m\",\"replacement_history\":[{\"type\":\"ghost_snapshot\"},{\"type\":\"message\"}]}"));
        LoadedRollout loaded = RolloutLoader.load(path);
        assertThat(loaded.parseErrors()).isZero();
        assertThat(loaded.items()).hasSize(2);
        RolloutLine compacted = loaded.items().get(1);
        assertThat(compacted.type()).isEqualTo(LineType.COMPACTED);
        assertThat(compacted.payload().get("replacement_history")).hasSize(1);
    }

    @Test
    void a_line_above_the_cap_is_one_parse_error() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), Lines.user("x".repeat(500_000)), Lines.user("after"));
        List<BadLine> bad = new ArrayList<>();
        try (RolloutReader reader = RolloutReader.open(path, FileOps.REAL, 100_000, bad::add)) {
            assertThat(reader.next().type()).isEqualTo(LineType.SESSION_META);
            assertThat(reader.next().number()).isEqualTo(3);
            assertThat(reader.next()).isNull();
        }
        assertThat(bad).hasSize(1);
        assertThat(bad.get(0).length())
                .isEqualTo(Lines.user("x".repeat(500_000)).length());
    }

    @Test
    void records_come_back_newest_first_across_chunks() throws Exception {
        Path file = temp.resolve("names.jsonl");
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            records.add("record " + i + " " + "x".repeat(i % 97));
        }
        Files.writeString(file, String.join("\r\n", records) + "\n\n" + "y".repeat(100_000) + "\nlast");
        List<String> read = new ArrayList<>();
        try (ReverseRecords reverse = new ReverseRecords(file, 10_000)) {
            for (var next = reverse.next(); next.isPresent(); next = reverse.next()) {
                read.add(new String(next.get(), StandardCharsets.UTF_8).replace("\r", ""));
            }
            assertThat(reverse.oversizeRecords()).isEqualTo(1);
        }
        assertThat(read.get(0)).isEqualTo("last");
        java.util.Collections.reverse(read);
        assertThat(read.subList(0, 5_000)).isEqualTo(records);
    }

    @Test
    void every_form_of_the_name_opens_the_same_rollout() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)));
        try (RolloutReader reader = RolloutReader.open(RolloutForms.compressed(path))) {
            assertThat(reader.next()).isNotNull();
        }
    }
}
