/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.ItemKind;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.json.GraphJson;
import dev.tracefold.model.value.LongText;
import dev.tracefold.replay.Replay;

/** The long texts of a rollout are left in its file, and read there when somebody asks. */
class TextsInRolloutsTest {
    private static final String SAID = "what was said at length, ".repeat(4_000);

    private static final String TIME = "{\"timestamp\":\"2026-01-02T03:04:05.000Z\",\"type\":";

    @TempDir
    Path directory;

    private Path file;
    private RolloutTrace graph;

    @BeforeEach
    void reduce() throws IOException {
        file = directory.resolve("rollout-2026-01-02T03-04-05-019c8a4c-0000-7000-8000-00000000000a.jsonl");
        Files.writeString(
                file,
                TIME
                        + "\"session_meta\",\"payload\":{\"id\":\"019c8a4c-0000-7000-8000-00000000000a\","
                        + "\"timestamp\":\"2026-01-02T03:04:05.000Z\",\"cwd\":\"/w\",\"originator\":\"test\","
                        + "\"cli_version\":\"1\",\"source\":\"cli\"}}\n"
                        + item(
                                "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\""
                                        + SAID + "\"}]}"),
                UTF_8);
        graph = reduced();
    }

    private RolloutTrace reduced() throws IOException {
        return Replay.strict(() -> RolloutSource.openAnything(file, List.of()))
                .run()
                .graph();
    }

    private static String item(String payload) {
        return TIME + "\"response_item\",\"payload\":" + payload + "}\n";
    }

    private BodyPart.Text said() {
        return (BodyPart.Text)
                graph.conversationItems().values().iterator().next().parts().get(0);
    }

    private static byte[] json(RolloutTrace graph) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GraphJson.write(graph, out);
        return out.toByteArray();
    }

    @Test
    void they_can_be_read_when_nothing_has_that_name_any_more() throws IOException {
        byte[] before = json(graph);
        Files.delete(file);
        assertThat(said().text()).hasToString(SAID);
        assertThat(json(graph)).isEqualTo(before);
        assertThat(new String(before, UTF_8)).contains(SAID);
    }

    @Test
    void those_of_a_compressed_one_stay_in_a_copy() throws IOException {
        byte[] before = json(graph);
        byte[] plain = Files.readAllBytes(file);
        Files.write(file.resolveSibling(file.getFileName() + ".zst"), Zstd.compress(plain));
        Files.delete(file);
        graph = reduced();
        assertThat(said().text().stored()).isTrue();
        assertThat(said().text()).hasToString(SAID);
        assertThat(json(graph)).isEqualTo(before);
    }

    @Test
    void lines_that_are_added_change_nothing() throws IOException {
        Files.writeString(file, "more\n", StandardOpenOption.APPEND);
        assertThat(said().text()).hasToString(SAID);
    }

    @Test
    void a_file_that_has_become_shorter_is_told() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        assertThatThrownBy(() -> said().text().toString())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the rollout has become shorter since it was read");
        assertThatThrownBy(() -> json(graph)).isInstanceOf(IOException.class);
    }

    @Test
    void a_file_that_was_written_over_is_told() throws IOException {
        String lines = Files.readString(file, UTF_8);
        Files.writeString(file, lines.replace("at length", "at  ength"), UTF_8);
        assertThatThrownBy(() -> said().text().toString())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("has been changed since it was read");
        assertThatThrownBy(() -> json(graph)).isInstanceOf(IOException.class);
    }

    @Test
    void what_came_of_calls_whose_ids_come_again_stays_in_the_file_too() throws IOException {
        StringBuilder lines = new StringBuilder(Files.readString(file, UTF_8));
        for (int call = 1; call <= 3; call++) {
            lines.append(
                    item("{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"{}\",\"call_id\":\"call_0\"}"));
            lines.append(item(
                    "{\"type\":\"function_call_output\",\"call_id\":\"call_0\",\"output\":\"" + call + SAID + "\"}"));
        }
        Files.writeString(file, lines, UTF_8);
        RolloutTrace again = reduced();
        byte[] before = json(again);
        Files.delete(file);
        List<LongText> outputs = again.conversationItems().values().stream()
                .filter(item -> item.kind() == ItemKind.FUNCTION_CALL_OUTPUT)
                .map(item -> ((BodyPart.Text) item.parts().get(0)).text())
                .toList();
        assertThat(outputs)
                .allMatch(LongText::stored)
                .extracting(LongText::toString)
                .containsExactly("1" + SAID, "2" + SAID, "3" + SAID);
        assertThat(json(again)).isEqualTo(before);
    }

    /** Some programs escape all that is beyond ASCII, and slashes. */
    @Test
    void what_is_escaped_without_need_stays_in_the_file_too() throws IOException {
        String said = "na\u00efve \ud83d\ude00 </b>\n" + SAID;
        Files.writeString(file, output(said.replace("\n", "\\n")), UTF_8);
        byte[] before = json(reduced());
        String escaped = said.replace("\u00ef", "\\u00EF")
                .replace("\ud83d\ude00", "\\ud83d\\ude00")
                .replace("/", "\\/")
                .replace("\n", "\\u000a");
        Files.writeString(file, output(escaped), UTF_8);
        graph = reduced();
        Files.delete(file);
        assertThat(said().text().stored()).isTrue();
        assertThat(said().text()).hasToString(said);
        assertThat(json(graph)).isEqualTo(before);
    }

    private static String output(String written) {
        return item("{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"" + written + "\"}");
    }
}
