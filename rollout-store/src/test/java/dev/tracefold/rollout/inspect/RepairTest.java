/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.read.RolloutLoader;
import dev.tracefold.rollout.testing.FaultyFiles;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class RepairTest {
    @TempDir
    Path temp;

    private TestHome test;
    private Path path;

    @BeforeEach
    void setUp() {
        test = new TestHome(temp);
        path = test.live("2026-03-01T10:00:00Z", Lines.id(1));
    }

    private RepairReport repair() throws IOException {
        return new RolloutRepairer().repair(path, Progress.NONE);
    }

    /** What the sidecar holds, by offset. */
    private static List<String> quarantined(Path sidecar) throws IOException {
        List<String> pieces = new ArrayList<>();
        for (String line : Files.readAllLines(sidecar)) {
            var record = RolloutItem.ofJson(LineType.WORLD_STATE, line).payload();
            byte[] bytes = Base64.getDecoder().decode(record.get("base64").textValue());
            assertThat(bytes).hasSize(record.get("length").intValue());
            pieces.add(record.get("line").intValue() + "@"
                    + record.get("offset").intValue() + " " + new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return pieces;
    }

    @Test
    void a_rollout_in_order_needs_no_copy() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), "", Lines.user("x"), Lines.line("hologram", "{}"), "{\"a\":1}");
        RepairReport report = repair();
        assertThat(report.clean()).isTrue();
        assertThat(report.repaired()).isEmpty();
        assertThat(test.tree()).containsExactly(test.home.key(path));
    }

    @Test
    void merged_lines_are_split_and_the_rest_is_copied_byte_for_byte() throws Exception {
        String meta = Lines.meta(Lines.id(1));
        String weird = "  " + Lines.line("hologram", "{ \"a\" :  1.50 }") + " \r";
        TestHome.write(path, meta, Lines.user("one") + Lines.user("two"), "", weird);
        RepairReport report = repair();
        assertThat(report.counts()).isEqualTo(new RepairReport.Counts(4, 3, 1, 0, 0, 0));
        assertThat(report.changes())
                .containsExactly(new RepairReport.Change(2, meta.length() + 1, "split into 2 records"));
        assertThat(Files.readString(report.repaired().orElseThrow()))
                .isEqualTo(meta + "\n" + Lines.user("one") + "\n" + Lines.user("two") + "\n\n" + weird + "\n");
        assertThat(report.quarantine()).isEmpty();
        assertThat(RolloutName.parse(report.repaired().get().getFileName().toString()))
                .isEmpty();
    }

    @Test
    void a_torn_line_gives_up_its_fragment_and_keeps_its_record() throws Exception {
        String meta = Lines.meta(Lines.id(1));
        String torn = Lines.user("lost").substring(0, 60);
        TestHome.writeText(path, meta + "\n" + torn + Lines.user("saved") + "\n" + torn);
        RepairReport report = repair();
        assertThat(report.counts()).isEqualTo(new RepairReport.Counts(3, 1, 1, 0, 2, 120));
        assertThat(Files.readString(report.repaired().orElseThrow()))
                .isEqualTo(meta + "\n" + Lines.user("saved") + "\n");
        int second = meta.length() + 1;
        int third = second + 60 + Lines.user("saved").length() + 1;
        assertThat(quarantined(report.quarantine().orElseThrow()))
                .containsExactly("2@" + second + " " + torn, "3@" + third + " " + torn);
        assertThat(report.changes().get(0).what()).isEqualTo("one record saved, one piece quarantined");
    }

    @Test
    void the_payload_of_a_torn_line_is_no_record() throws Exception {
        String torn = Lines.response("user", "torn").replaceFirst("}$", "");
        TestHome.write(path, Lines.meta(Lines.id(1)), torn + Lines.user("whole"));
        RepairReport report = repair();
        assertThat(TestHome.lines(report.repaired().orElseThrow()))
                .containsExactly(Lines.meta(Lines.id(1)), Lines.user("whole"));
    }

    @Test
    void lines_without_envelopes_stay_as_they_are() throws Exception {
        String header = "{\"id\":\"" + Lines.id(1) + "\",\"timestamp\":\"2025-08-20T13:20:47.060Z\"}";
        String item = "{\"type\":\"reasoning\",\"summary\":[]}";
        TestHome.write(path, header, "{\"record_type\":\"state\"}", item);
        assertThat(repair().clean()).isTrue();
    }

    @Test
    void zero_bytes_of_a_crash_and_broken_text_are_quarantined() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((Lines.meta(Lines.id(1)) + "\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[50]);
        bytes.writeBytes((Lines.user("behind zeros") + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] broken = (Lines.user("brXken") + "\n").getBytes(StandardCharsets.UTF_8);
        broken[new String(broken, StandardCharsets.UTF_8).indexOf('X')] = (byte) 0xff;
        bytes.writeBytes(broken);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes.toByteArray());
        RepairReport report = repair();
        assertThat(Files.readString(report.repaired().orElseThrow()))
                .isEqualTo(Lines.meta(Lines.id(1)) + "\n" + Lines.user("behind zeros") + "\n");
        assertThat(report.counts().quarantinedBytes()).isEqualTo(50 + broken.length - 1);
        assertThat(Files.readAllBytes(path)).isEqualTo(bytes.toByteArray());
    }

    @Test
    void lines_that_readers_refuse_for_their_encoding_are_quarantined() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((Lines.meta(Lines.id(1)) + "\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(Lines.user("wide").getBytes(StandardCharsets.UTF_16LE));
        bytes.write('\n');
        // As ISO 8859-1, these three characters are the bytes of a surrogate.
        bytes.writeBytes((Lines.user("\u00ed\u00a0\u0080") + "\n").getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes((Lines.user("good") + "\n").getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(path.getParent());
        Files.write(path, bytes.toByteArray());
        RepairReport report = repair();
        assertThat(report.counts().quarantined()).isEqualTo(2);
        assertThat(Files.readString(report.repaired().orElseThrow()))
                .isEqualTo(Lines.meta(Lines.id(1)) + "\n" + Lines.user("good") + "\n");
    }

    @Test
    void a_record_is_one_whatever_the_order_of_its_fields() throws Exception {
        String first = "{\"type\":\"event_msg\",\"timestamp\":\"2026-03-01T10:00:00.120Z\","
                + "\"payload\":{\"type\":\"agent_message\",\"message\":\"first\"}}";
        String second = "{ \"payload\" : {\"type\":\"agent_message\",\"message\":\"second {\"},"
                + "\"timestamp\":\"2026-03-01T10:00:00.120Z\",\"type\":\"event_msg\"}";
        TestHome.write(path, Lines.meta(Lines.id(1)), first + second + Lines.user("third"));
        RepairReport report = repair();
        assertThat(report.counts()).isEqualTo(new RepairReport.Counts(2, 1, 1, 0, 0, 0));
        assertThat(TestHome.lines(report.repaired().orElseThrow()))
                .containsExactly(Lines.meta(Lines.id(1)), first, second, Lines.user("third"));
    }

    @Test
    void an_object_of_an_unknown_type_is_quarantined_as_a_whole() throws Exception {
        String unknown = Lines.line("hologram", "{\"shown\":" + Lines.user("inner") + "}");
        TestHome.write(path, Lines.meta(Lines.id(1)), unknown + Lines.user("outer"));
        RepairReport report = repair();
        assertThat(TestHome.lines(report.repaired().orElseThrow()))
                .containsExactly(Lines.meta(Lines.id(1)), Lines.user("outer"));
        assertThat(quarantined(report.quarantine().orElseThrow()))
                .containsExactly("2@" + (Lines.meta(Lines.id(1)).length() + 1) + " " + unknown);
    }

    @Test
    void a_check_says_the_same_and_writes_nothing() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), "garbage", Lines.user("one") + Lines.user("two"));
        RepairReport check = new RolloutRepairer().check(path, Progress.NONE);
        assertThat(test.tree()).containsExactly(test.home.key(path));
        RepairReport report = repair();
        assertThat(check.counts()).isEqualTo(report.counts());
        assertThat(check.changes()).isEqualTo(report.changes());
        assertThatThrownBy(this::repair).hasMessageContaining("of an earlier repair is there");
    }

    @Test
    void a_compressed_rollout_is_repaired_into_a_plain_copy() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), Lines.user("one") + Lines.user("two"));
        Path compressed = TestHome.compress(path);
        RepairReport report = repair();
        assertThat(report.source()).isEqualTo(compressed);
        assertThat(RolloutLoader.load(report.repaired().orElseThrow()).items()).hasSize(3);
    }

    @Test
    void a_repair_that_fails_leaves_nothing_behind() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), "garbage");
        FaultyFiles files = test.files;
        files.at(Step.REPAIR_WRITTEN, form -> {
            throw new IOException("injected: pulled the plug");
        });
        assertThatThrownBy(() -> new RolloutRepairer(files).repair(path, Progress.NONE))
                .hasMessage("injected: pulled the plug");
        assertThat(test.tree()).containsExactly(test.home.key(path));
    }

    @Test
    void a_line_above_the_cap_goes_through_in_pieces() throws Exception {
        String text = "a\n" + "b".repeat(300_000) + "\nc\n" + "d".repeat(400_000);
        ByteArrayOutputStream overflow = new ByteArrayOutputStream();
        try (ByteLines lines = new ByteLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1_000)) {
            lines.onOverflow(overflow::write);
            List<Long> ends = new ArrayList<>();
            while (lines.advance()) {
                ends.add(lines.endOffset());
            }
            assertThat(ends).containsExactly(2L, 300_003L, 300_005L, 700_005L);
        }
        assertThat(overflow.toString(StandardCharsets.UTF_8)).isEqualTo("b".repeat(300_000) + "d".repeat(400_000));
    }

    /** Newlines lost and writes torn at random: whole records all survive, and what is written loads. */
    @Property(tries = 150)
    void every_whole_record_survives(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 3) Integer> damage,
            @ForAll @IntRange(min = 1, max = 90) int cut)
            throws IOException {
        Path directory = Files.createTempDirectory("repair");
        try {
            Path file = directory.resolve("rollout.jsonl");
            StringBuilder text = new StringBuilder(Lines.meta(Lines.id(1))).append('\n');
            List<String> whole = new ArrayList<>(List.of(Lines.meta(Lines.id(1))));
            for (int i = 0; i < damage.size(); i++) {
                String record = Lines.user("record " + i + " {\\\"timestamp\\\":1}");
                switch (damage.get(i)) {
                    case 0 -> text.append(record).append('\n');
                    case 1 -> text.append(record);
                    case 2 -> text.append(record, 0, Math.min(cut, record.length() - 1));
                    default -> text.append("junk ").append(record).append('\n');
                }
                if (damage.get(i) != 2) {
                    whole.add(record);
                }
            }
            Files.writeString(file, text);
            RepairReport report = new RolloutRepairer().repair(file, Progress.NONE);
            Path result = report.repaired().orElse(file);
            var loaded = RolloutLoader.load(result);
            assertThat(loaded.parseErrors()).isZero();
            assertThat(loaded.items().stream().map(line -> new String(line.bytes(), StandardCharsets.UTF_8)))
                    .isEqualTo(whole);
            assertThat(Files.readString(file)).isEqualTo(text.toString());
        } finally {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
