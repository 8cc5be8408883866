/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.Replay;
import dev.tracefold.view.check.BundleCheck;
import dev.tracefold.view.lookup.Lookup;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;
import dev.tracefold.view.lookup.TextSearch;

/** Whatever a session holds, there are words for it. */
class EverySessionTest {
    static List<Path> bundles() throws IOException {
        List<Path> bundles = new ArrayList<>(list(Path.of("..", "examples", "bundles")));
        Path cases = Path.of(System.getProperty("tracefold.conformance", "none"));
        for (String kind : List.of("sessions", "peer", "faults")) {
            list(cases.resolve(kind)).forEach(folder -> bundles.add(folder.resolve("bundle")));
        }
        return bundles;
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void every_object_can_be_found_shown_and_explained(Path bundle) throws IOException {
        BundleCheck.of(() -> Bundle.open(bundle));
        var result = Replay.salvage(bundle).run();
        if (!result.ok()) {
            return;
        }
        RolloutTrace graph = result.graph();
        List<String> lines = new ArrayList<>();
        new SummaryText(graph, result.events(), Ink.PLAIN, 80).print(lines::add);
        new ConversationText(graph, Ink.COLOURS, 80, 5).print(lines::add);
        TextSearch.Found found = new TextSearch(graph, "e").first(1000);
        new FoundText(graph, Ink.COLOURS).print(found.hits(), lines::add);
        ObjectText objects = new ObjectText(graph, Ink.PLAIN, 80);
        Lookup lookup = Lookup.of(graph);
        for (NodeKind kind : NodeKind.values()) {
            for (Node node : nodes(graph, kind)) {
                assertThat(lookup.find(node.toString())).isEqualTo(new Lookup.Found.One(node));
                objects.print(node, lines::add);
                ExplainText explanation = new ExplainText(graph, node, Ink.PLAIN, 80);
                explanation.print(List.of(), lines::add);
                assertThat(explanation.json(List.of()).compact()).contains(kind.word());
            }
        }
        assertThat(lines).isNotEmpty().noneMatch(line -> line.contains("\n"));
    }

    private static List<Node> nodes(RolloutTrace graph, NodeKind kind) {
        var ids = switch (kind) {
            case THREAD -> graph.threads().keySet();
            case TURN -> graph.turns().keySet();
            case ITEM -> graph.conversationItems().keySet();
            case INFERENCE -> graph.inferenceCalls().keySet();
            case CELL -> graph.codeCells().keySet();
            case TOOL -> graph.toolCalls().keySet();
            case TERMINAL -> graph.terminalSessions().keySet();
            case OPERATION -> graph.terminalOperations().keySet();
            case COMPACTION -> graph.compactions().keySet();
            case COMPACTION_REQUEST -> graph.compactionRequests().keySet();
            case EDGE -> graph.interactionEdges().keySet();
            case PAYLOAD -> graph.rawPayloads().keySet();
        };
        return ids.stream().limit(20).map(id -> new Node(kind, id.value())).toList();
    }
}
