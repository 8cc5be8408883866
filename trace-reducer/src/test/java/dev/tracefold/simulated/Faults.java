/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.ToolKind;

/** Events that cannot be folded, many of which fail late, when their step has done most of its work. */
public final class Faults {
    private final List<Runnable> faults = new ArrayList<>();

    private Faults() {}

    /** Adds a fault to the recording that fails where it comes behind the graph. */
    public static RawTraceEvent plant(Recording recording, RolloutTrace graph, Random random) {
        Faults choice = new Faults();
        choice.everywhere(recording, graph);
        graph.turns().values().stream()
                .skip(graph.turns().isEmpty() ? 0 : random.nextInt(graph.turns().size()))
                .findFirst()
                .ifPresent(turn -> choice.inTurn(recording, turn));
        graph.terminalOperations().values().forEach(operation -> choice.ofOperation(recording, operation));
        recording.in(null, null);
        choice.faults.get(random.nextInt(choice.faults.size())).run();
        return recording.events().get(recording.events().size() - 1);
    }

    private void everywhere(Recording out, RolloutTrace graph) {
        graph.threads().keySet().forEach(id -> faults.add(() -> out.thread(id.value(), "/root", null)));
        faults.add(() -> out.toolEnds("nobody", ExecutionStatus.COMPLETED, "{}"));
        faults.add(() -> out.thread("nobody", "/root", "[]"));
        faults.add(() -> out.turnEnds("nobody", ExecutionStatus.COMPLETED));
        faults.add(() -> out.result("edge", "nobody", "turn", "nobody", ""));
    }

    private void inTurn(Recording out, CodexTurn turn) {
        String said = "{\"type\":\"message\",\"role\":\"user\",\"content\":[]}";
        String call = "{\"type\":\"custom_tool_call\",\"call_id\":\"twice\",\"name\":\"exec\",\"input\":\"1\"}";
        String other = "{\"type\":\"custom_tool_call\",\"call_id\":\"twice\",\"name\":\"exec\",\"input\":\"2\"}";
        String thread = turn.threadId().value();
        String id = turn.turnId().value();
        faults.add(() -> out.in(thread, id).request("fault", said, call, other));
        faults.add(() -> out.in(thread, id).request("fault", said, "{}"));
        faults.add(() -> out.in(thread, id).continuation("fault", "nobody", said));
        faults.add(() -> out.in(thread, id).install("fault", List.of(said, said, said), List.of(call, other)));
        faults.add(() -> out.in(thread, id)
                .tool("fault", "fault", ToolKind.BuiltIn.WRITE_STDIN, "{\"tool_name\":\"write_stdin\"}"));
        faults.add(() -> out.in(thread, id)
                .tool("fault", "fault", ToolKind.BuiltIn.WEB, "{\"tool_name\":\"wait\",\"payload\":{}}"));
        faults.add(() -> out.in(thread, null).cell("fault", "fault"));
    }

    private void ofOperation(Recording out, TerminalOperation operation) {
        String tool = operation.toolCallId().value();
        faults.add(() -> out.runtimeStarted(tool, "{\"command\":[],\"cwd\":\"/\"}"));
        faults.add(() -> out.runtimeEnded(tool, "{\"stdout\":\"\"}"));
        if (operation.terminalId() != null) {
            faults.add(
                    () -> out.runtimeEnded(
                            tool,
                            "{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":0,\"formatted_output\":\"\",\"process_id\":\"other\"}"));
        }
    }
}
