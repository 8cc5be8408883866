/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.ItemKind;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TokenUsage;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.json.GraphJson;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayResult;

/** Sessions that were really recorded become graphs that hold what their files hold. */
class RealRolloutsTest {
    private static final Path SESSIONS = Path.of(System.getProperty("tracefold.rollouts", "missing"));

    @TempDir
    Path temp;

    private static List<Path> sessions() throws IOException {
        assumeTrue(Files.isDirectory(SESSIONS), () -> "no real sessions at " + SESSIONS);
        try (Stream<Path> files = Files.list(SESSIONS)) {
            List<Path> sessions = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
            assertThat(sessions).isNotEmpty();
            return sessions;
        }
    }

    private static RolloutTrace reduce(Path rollout) throws IOException {
        ReplayResult result = Replay.strict(() -> Sessions.open(rollout, report -> {
                    assertThat(report.badLines()).isZero();
                    assertThat(report.passedOver()).isEmpty();
                }))
                .run();
        assertThat(result.error()).as("%s", rollout).isEmpty();
        return result.graph();
    }

    @Test
    void every_line_is_found_again_in_the_graph() throws IOException {
        for (Path session : sessions()) {
            RolloutCount count = RolloutCount.of(session);
            RolloutTrace graph = reduce(session);
            assertThat(graph.conversationItems()).as("%s", session).hasSize(count.items + count.compactionItems);
            assertThat(graph.toolCalls()).hasSize(count.calls);
            assertThat(graph.turns()).hasSize(count.turns);
            List<TokenUsage> usages = graph.inferenceCalls().values().stream()
                    .map(InferenceCall::usage)
                    .filter(Objects::nonNull)
                    .toList();
            assertThat(usages.stream().mapToLong(TokenUsage::inputTokens).sum()).isEqualTo(count.inputTokens);
            assertThat(usages.stream().mapToLong(TokenUsage::outputTokens).sum())
                    .isEqualTo(count.outputTokens);
        }
    }

    @Test
    void every_output_is_linked_to_its_call() throws IOException {
        for (Path session : sessions()) {
            RolloutCount count = RolloutCount.of(session);
            assertThat(count.callIds).containsAll(count.outputIds);
            RolloutTrace graph = reduce(session);
            long linked = 0;
            for (ToolCall tool : graph.toolCalls().values()) {
                linked += tool.modelVisibleOutputItemIds().size();
                for (var id : tool.modelVisibleOutputItemIds()) {
                    ConversationItem item =
                            Objects.requireNonNull(graph.conversationItems().get(id));
                    assertThat(item.callId()).isEqualTo(tool.modelVisibleCallId());
                    assertThat(item.kind()).isIn(ItemKind.FUNCTION_CALL_OUTPUT, ItemKind.CUSTOM_TOOL_CALL_OUTPUT);
                }
            }
            assertThat(linked).as("%s", session).isEqualTo(count.outputIds.size());
        }
    }

    @Test
    void a_compressed_copy_gives_the_same_graph() throws IOException {
        for (Path session : sessions()) {
            Path copy = temp.resolve(session.getFileName() + ".zst");
            Files.write(copy, Zstd.compress(Files.readAllBytes(session), 3));
            assertThat(json(reduce(copy))).isEqualTo(json(reduce(session)));
        }
    }

    @Test
    void the_fast_way_gives_what_the_plain_way_gives() throws IOException {
        for (Path session : sessions()) {
            RolloutTrace plain =
                    Replay.strict(() -> Sessions.open(session)).plainly().run().graph();
            assertThat(json(plain)).isEqualTo(json(reduce(session)));
        }
    }

    private static byte[] json(RolloutTrace graph) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GraphJson.write(graph, out);
        return out.toByteArray();
    }
}
