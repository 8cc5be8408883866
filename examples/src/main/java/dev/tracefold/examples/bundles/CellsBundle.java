/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bundles;

import java.nio.file.Path;
import java.util.List;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.ToolKind;

/** A session whose model writes code that calls tools, and whose history is compacted on the way. */
final class CellsBundle {
    private static final String ROLLOUT = "01975d00-4444-7000-8000-000000000004";

    private static final String SOURCE = """
            const counts = {};
            for (const dir of ["shop", "tests"]) {
              const out = await tools.exec_command({cmd: `wc -l ${dir}/*.py | tail -1`});
              counts[dir] = parseInt(out.output);
            }
            text(JSON.stringify(counts));""";

    private CellsBundle() {}

    static void write(Path directory) {
        Recording recording = new Recording(directory, ROLLOUT, "01975a00-1111-7000-8000-000000000001");
        Agent agent = ExampleBundles.root(recording);
        countLines(agent);
        compact(agent);
        watch(agent);
        agent.end(RolloutStatus.COMPLETED);
        recording.event(null, null, new RawEventPayload.RolloutEnded(RolloutStatus.COMPLETED));
    }

    /** The cell starts while the response that asks for it is still on its way. */
    private static void countLines(Agent agent) {
        agent.startTurn();
        agent.history.add(Items.message("developer", "You are a coding agent. Use code where it saves calls."));
        agent.history.add(Items.message("user", "How many lines of code and of tests are there?"));
        var inference = agent.ask();
        agent.recording.pass(800);
        agent.event(new RawEventPayload.CodeCellStarted(new RuntimeCellId("1"), new CallId("call_count"), SOURCE));
        nested(agent, "nested_shop", "1", "401", "wc -l shop/*.py | tail -1", "  2140 total");
        nested(agent, "nested_tests", "1", "402", "wc -l tests/*.py | tail -1", "  1312 total");
        agent.event(new RawEventPayload.CodeCellInitialResponse(
                new RuntimeCellId("1"), CodeCellRuntimeStatus.COMPLETED, null));
        agent.event(new RawEventPayload.CodeCellEnded(new RuntimeCellId("1"), CodeCellRuntimeStatus.COMPLETED, null));
        agent.answer(
                inference,
                120,
                Items.reasoning("One cell can count both.", "gAAAAexample2"),
                Items.code("call_count", SOURCE));
        agent.history.add(Items.codeOutput("call_count", "{\"shop\":2140,\"tests\":1312}"));
        agent.exchange(1310, Items.answer("2140 lines of code and 1312 lines of tests."));
        agent.endTurn(ExecutionStatus.COMPLETED);
    }

    private static void nested(Agent agent, String id, String cell, String terminal, String command, String output) {
        agent.startNested(id, cell, ToolKind.BuiltIn.EXEC_COMMAND, command);
        agent.runCommand(id, terminal, command, 45, 0, output);
        agent.event(new RawEventPayload.ToolCallEnded(new ToolCallId(id), ExecutionStatus.COMPLETED, null));
    }

    /** A first attempt to summarise fails, a second replaces the history. */
    private static void compact(Agent agent) {
        agent.startTurn();
        List<String> before = List.copyOf(agent.history);
        CompactionId compaction = new CompactionId("compaction-1");
        String request = "{\"model\": \"example-model\", \"instructions\": \"Summarise the session.\"}\n";
        agent.event(new RawEventPayload.CompactionRequestStarted(
                compaction,
                new CompactionRequestId("compaction-request-1"),
                agent.thread,
                agent.turn(),
                "example-model",
                "example",
                agent.recording.payload(PayloadKind.COMPACTION_REQUEST, request)));
        agent.recording.pass(700);
        agent.event(new RawEventPayload.CompactionRequestFailed(
                compaction, new CompactionRequestId("compaction-request-1"), "overloaded, try again"));
        agent.event(new RawEventPayload.CompactionRequestStarted(
                compaction,
                new CompactionRequestId("compaction-request-2"),
                agent.thread,
                agent.turn(),
                "example-model",
                "example",
                agent.recording.payload(PayloadKind.COMPACTION_REQUEST, request)));
        agent.recording.pass(2400);
        agent.event(new RawEventPayload.CompactionRequestCompleted(
                compaction,
                new CompactionRequestId("compaction-request-2"),
                agent.recording.payload(PayloadKind.COMPACTION_RESPONSE, "{\"response_id\": \"resp_compact\"}\n")));
        agent.history.clear();
        agent.history.add(Items.message("user", "How many lines of code and of tests are there?"));
        agent.history.add(Items.message("user", "Summary so far: shop has 2140 lines of code, 1312 of tests."));
        agent.event(new RawEventPayload.CompactionInstalled(
                compaction,
                agent.recording.payload(
                        PayloadKind.COMPACTION_CHECKPOINT,
                        "{\n  \"input_history\": [\n    " + String.join(",\n    ", before)
                                + "\n  ],\n  \"replacement_history\": [\n    " + String.join(",\n    ", agent.history)
                                + "\n  ],\n  \"window_number\": 2\n}\n")));
        agent.endTurn(ExecutionStatus.COMPLETED);
    }

    /** A cell that yields and is cut off when its turn is cancelled. */
    private static void watch(Agent agent) {
        agent.startTurn();
        agent.history.add(Items.message("user", "Watch the log until the next order comes in."));
        String source = "await tools.exec_command({cmd: 'tail -f orders.log'});";
        agent.exchange(900, Items.code("call_watch", source));
        agent.event(new RawEventPayload.CodeCellStarted(new RuntimeCellId("2"), new CallId("call_watch"), source));
        agent.startNested("nested_tail", "2", ToolKind.BuiltIn.EXEC_COMMAND, "tail -f orders.log");
        agent.recording.pass(5000);
        agent.event(new RawEventPayload.CodeCellInitialResponse(
                new RuntimeCellId("2"), CodeCellRuntimeStatus.YIELDED, null));
        agent.recording.pass(25000);
        agent.endTurn(ExecutionStatus.CANCELLED);
    }
}
