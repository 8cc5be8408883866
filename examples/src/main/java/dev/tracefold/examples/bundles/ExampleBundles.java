/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bundles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.ToolKind;

/** Writes the example bundles: {@code small}, {@code agents}, {@code cells} and {@code broken}. */
public final class ExampleBundles {
    private static final String ROOT = "01975a00-1111-7000-8000-000000000001";
    private static final String READER = "01975b00-2222-7000-8000-000000000002";
    private static final String TESTER = "01975c00-3333-7000-8000-000000000003";

    private static final String FAILURE = """
            FAILED tests/test_cart.py::test_total_with_discount
            E   assert 90.0 == 81.0
            1 failed, 14 passed in 0.81s""";

    private ExampleBundles() {}

    /** Writes them into the directory that is named. */
    public static void main(String... args) throws IOException {
        write(Path.of(args[0]));
    }

    /** Writes them all. */
    public static void write(Path directory) throws IOException {
        small(directory.resolve("small"));
        agents(directory.resolve("agents"));
        CellsBundle.write(directory.resolve("cells"));
        broken(directory.resolve("broken"));
    }

    static Agent root(Recording recording) {
        return new Agent(
                recording,
                new ThreadId(ROOT),
                "/root",
                "",
                "{\"agent_path\": \"/root\", \"model\": \"example-model\"}\n");
    }

    /** One agent, one question, one failing test that it mends. */
    private static Recording small(Path directory) {
        Recording recording = new Recording(directory, ROOT, ROOT);
        Agent agent = root(recording);
        agent.startTurn();
        agent.history.add(Items.message("developer", "You are a coding agent. Work in /home/dev/shop."));
        agent.history.add(Items.message("user", "The cart total is wrong when a discount code is used twice. Fix it."));
        agent.exchange(
                1840,
                Items.reasoning("Run the tests first, to see it fail.", "gAAAAexample1"),
                Items.call("call_tests", "exec_command", "{\"cmd\":\"pytest -q\"}"));
        agent.command("call_tests", "101", "pytest -q", 2310, 1, FAILURE);
        agent.exchange(
                2205,
                Items.message("assistant", "The discount is applied once per item. I change it to once per cart."),
                Items.call("call_patch", "apply_patch", "{\"path\":\"cart.py\"}"));
        agent.startTool("call_patch", ToolKind.BuiltIn.APPLY_PATCH, "apply_patch", "{\"path\":\"cart.py\"}", "cart.py");
        recording.pass(35);
        agent.endTool("call_patch", ExecutionStatus.COMPLETED, "Done: cart.py, 3 lines added, 5 removed.");
        agent.history.add(Items.output("call_patch", "Done: cart.py, 3 lines added, 5 removed."));
        agent.exchange(1120, Items.call("call_again", "exec_command", "{\"cmd\":\"pytest -q\"}"));
        agent.command("call_again", "102", "pytest -q", 1975, 0, "15 passed in 0.79s");
        agent.exchange(1490, Items.answer("The discount is now applied once per cart; all 15 tests pass."));
        agent.endTurn(ExecutionStatus.COMPLETED);
        agent.end(RolloutStatus.COMPLETED);
        recording.event(null, null, new RawEventPayload.RolloutEnded(RolloutStatus.COMPLETED));
        return recording;
    }

    /** A root that sends two others out, and hears back from them. */
    private static void agents(Path directory) {
        Recording recording = new Recording(directory, ROOT, ROOT);
        Agent root = root(recording);
        root.startTurn();
        root.history.add(
                Items.message("user", "Why does checkout take three seconds? Look and measure at the same time."));
        root.exchange(
                2630,
                Items.message("assistant", "I send one agent to read the code and one to measure."),
                Items.call(
                        "call_reader",
                        "spawn_agent",
                        "{\"task_name\":\"reader\",\"message\":\"Find what checkout waits for.\"}"),
                Items.call(
                        "call_tester",
                        "spawn_agent",
                        "{\"task_name\":\"tester\",\"message\":\"Time each step of checkout.\"}"));
        Agent reader = spawn(root, "call_reader", READER, "reader", "Find what checkout waits for.");
        Agent tester = spawn(root, "call_tester", TESTER, "tester", "Time each step of checkout.");
        reader.startTurn();
        tester.startTurn();
        var reading = reader.ask();
        var testing = tester.ask();
        reader.answer(reading, 1710, Items.call("call_grep", "exec_command", "{\"cmd\":\"rg -n sleep shop/\"}"));
        reader.command(
                "call_grep", "201", "rg -n sleep shop/", 140, 0, "shop/payment.py:41: time.sleep(2)  # rate limit");
        tester.answer(testing, 450, Items.call("call_time", "exec_command", "{\"cmd\":\"python -m timeit_checkout\"}"));
        tester.command(
                "call_time", "301", "python -m timeit_checkout", 6420, 1, "ModuleNotFoundError: timeit_checkout");
        reader.exchange(1380, Items.answer("payment.py, line 41, sleeps two seconds for a rate limit."));
        reader.endTurn(ExecutionStatus.COMPLETED);
        result(root, READER, "reader", "payment.py, line 41, sleeps two seconds for a rate limit.");
        tester.ask();
        recording.pass(900);
        root.exchange(
                1950,
                Items.call("call_close", "close_agent", "{\"target\":\"/root/tester\"}"),
                Items.answer("Checkout sleeps two seconds in payment.py, line 41. The measurement did not work out."));
        root.startTool(
                "call_close",
                ToolKind.BuiltIn.CLOSE_AGENT,
                "close_agent",
                "{\"target\":\"/root/tester\"}",
                "/root/tester");
        root.runtimeEnd(
                "call_close", "{\"sender_thread_id\": \"" + ROOT + "\", \"receiver_thread_id\": \"" + TESTER + "\"}\n");
        root.endTool("call_close", ExecutionStatus.COMPLETED, "{}");
        tester.endTurn(ExecutionStatus.CANCELLED);
        tester.end(RolloutStatus.ABORTED);
        reader.end(RolloutStatus.COMPLETED);
        root.endTurn(ExecutionStatus.COMPLETED);
        root.end(RolloutStatus.COMPLETED);
        recording.event(null, null, new RawEventPayload.RolloutEnded(RolloutStatus.COMPLETED));
    }

    private static Agent spawn(Agent root, String call, String thread, String name, String task) {
        root.startTool(
                call,
                ToolKind.BuiltIn.SPAWN_AGENT,
                "spawn_agent",
                "{\"task_name\":\"" + name + "\",\"message\":" + Items.quoted(task) + "}",
                name);
        Agent child =
                new Agent(root.recording, new ThreadId(thread), "/root/" + name, name + "-", """
                {"model": "example-model", "session_source": {"subagent": {"thread_spawn": {"parent_thread_id": "%s", "agent_path": "/root/%s", "agent_role": "explorer"}}}}
                """.formatted(ROOT, name));
        root.recording.pass(220);
        root.runtimeEnd(call, """
                {"sender_thread_id": "%s", "new_thread_id": "%s", "prompt": %s}
                """.formatted(ROOT, thread, Items.quoted(task)));
        root.endTool(call, ExecutionStatus.COMPLETED, "{\"agent_path\":\"/root/" + name + "\"}");
        root.history.add(Items.output(call, "{\"agent_path\":\"/root/" + name + "\"}"));
        child.history.add(Items.message("developer", "You are /root/" + name + ". Answer in one sentence."));
        child.history.add(Items.agentMessage("/root", "/root/" + name, task));
        return child;
    }

    /** The child's answer reaches its parent, which sees it with its next request. */
    private static void result(Agent root, String thread, String name, String words) {
        root.recording.pass(60);
        root.event(new RawEventPayload.AgentResultObserved(
                new EdgeId("edge:result:" + name),
                new ThreadId(thread),
                new TurnId("turn-" + name + "-1"),
                root.thread,
                words,
                null));
        root.history.add(Items.agentMessage("/root/" + name, "/root", words));
    }

    /** The small session after an accident: events lost, a payload gone, another cut short, the last line torn. */
    private static void broken(Path directory) throws IOException {
        Recording recording = small(directory);
        String log = Files.readString(recording.log());
        String[] lines = log.split("\n");
        Files.writeString(recording.log(), "");
        for (int i = 0; i < lines.length - 3; i++) {
            // One line in the middle never made it to the disk.
            if (i != 8) {
                recording.append(lines[i] + "\n");
            }
        }
        recording.append(lines[lines.length - 3].substring(0, 120));
        Files.delete(recording.payloadFile(12));
        String patched = Files.readString(recording.payloadFile(8));
        Files.writeString(recording.payloadFile(8), patched.substring(0, patched.length() / 2));
        Files.writeString(recording.payloadFile(99), "{\"left\": \"behind\"}\n");
    }
}
