/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.json.GraphJson;
import dev.tracefold.replay.Replay;

/** The long texts of a rollout are left in its file, and read there when somebody asks. */
class TextsInRolloutsTest {
    private static final String SAID = "what was said at length, ".repeat(4_000);

    @TempDir
    Path directory;

    private Path file;
    private RolloutTrace graph;

    @BeforeEach
    void reduce() throws IOException {
        file = directory.resolve("rollout-2026-01-02T03-04-05-019c8a4c-0000-7000-8000-00000000000a.jsonl");
        String time = "{\"timestamp\":\"2026-01-02T03:04:05.000Z\",\"type\":";
        Files.writeString(
                file,
                time
                        + "\"session_meta\",\"payload\":{\"id\":\"019c8a4c-0000-7000-8000-00000000000a\","
                        + "\"timestamp\":\"2026-01-02T03:04:05.000Z\",\"cwd\":\"/w\",\"originator\":\"test\","
                        + "\"cli_version\":\"1\",\"source\":\"cli\"}}\n"
                        + time
                        + "\"response_item\",\"payload\":{\"type\":\"message\",\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"input_text\",\"text\":\"" + SAID + "\"}]}}\n",
                UTF_8);
        graph = Replay.strict(() -> RolloutSource.openAnything(file, List.of()))
                .run()
                .graph();
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
}
