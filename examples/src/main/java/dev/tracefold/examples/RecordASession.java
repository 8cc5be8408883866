/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

import dev.tracefold.model.id.ThreadId;
import dev.tracefold.writer.recorder.AgentResult;
import dev.tracefold.writer.recorder.RecorderConfig;
import dev.tracefold.writer.recorder.SessionMetadata;
import dev.tracefold.writer.recorder.ThreadMetadata;
import dev.tracefold.writer.recorder.ThreadTrace;
import dev.tracefold.writer.recorder.TraceRecorder;

/**
 * Records a small session with two agents: the root has a reviewer run the tests, the reviewer reports while it works and
 * when it is done. Takes the directory for bundles, and says where the bundle is.
 */
public final class RecordASession {
    private static final ThreadId ROOT = new ThreadId("0198c0de-0000-7000-8000-000000000001");
    private static final ThreadId REVIEWER = new ThreadId("0198c0de-0000-7000-8000-000000000002");
    private static final String ROOT_PATH = "/root";
    private static final String REVIEWER_PATH = "/root/reviewer";
    private static final String TASK = "Run the tests and tell me what fails.";
    private static final String NEWS = "The tests are running.";
    private static final String RESULT = "All 42 tests pass.";

    private RecordASession() {}

    public static void main(String[] args) {
        try (TraceRecorder recorder = TraceRecorder.start(
                Path.of(args.length == 0 ? "traces" : args[0]),
                SessionMetadata.of(
                        ThreadMetadata.of(ROOT, ROOT_PATH).sessionSource("cli").cwd("/repo")),
                RecorderConfig.defaults())) {
            record(recorder.rootThread());
            System.out.println("The bundle is " + recorder.bundle() + "; lost: " + recorder.losses());
        }
    }

    static void record(ThreadTrace rootThread) {
        PlayedAgent root = new PlayedAgent(
                rootThread,
                "turn-root",
                Items.message("developer", "You are " + ROOT_PATH + "."),
                Items.message("user", "Are the tests all right?"));
        ObjectNode spawn = Items.call("call_1", "spawn_agent", arguments("task_name", "reviewer", TASK));
        root.asksItsModel("resp_1", spawn);

        ThreadTrace reviewerThread = rootThread.startChild(() -> ThreadMetadata.of(REVIEWER, REVIEWER_PATH)
                .taskName("reviewer")
                .agentRole("explorer")
                .nickname("Ada"));
        root.usesTool(spawn, List.of(), activity("call_1", REVIEWER, REVIEWER_PATH, "started"), "{}");
        review(reviewerThread, root);

        root.asksItsModel("resp_2", Items.message("assistant", "Yes. " + RESULT));
        root.isDone();
    }

    private static void review(ThreadTrace thread, PlayedAgent root) {
        PlayedAgent reviewer = new PlayedAgent(
                thread,
                "turn-reviewer",
                Items.message("developer", "You are " + REVIEWER_PATH + "."),
                Items.agentMessage(ROOT_PATH, REVIEWER_PATH, TASK));

        ObjectNode send = Items.call("call_2", "send_message", arguments("target", ROOT_PATH, NEWS));
        reviewer.asksItsModel("resp_3", send);
        reviewer.usesTool(send, List.of(), activity("call_2", ROOT, ROOT_PATH, "interacted"), "{}");
        root.hears(Items.agentMessage(REVIEWER_PATH, ROOT_PATH, NEWS));

        ObjectNode exec = Items.call("call_3", "exec_command", "{\"cmd\":\"make check\"}");
        reviewer.asksItsModel("resp_4", exec);
        reviewer.runs(exec, "make check", RESULT);

        reviewer.asksItsModel("resp_5", Items.message("assistant", RESULT));
        thread.recordAgentResult(
                () -> new AgentResult(reviewer.turn(), ROOT, RESULT),
                () -> JsonNodeFactory.instance.objectNode().put("message", RESULT));
        reviewer.isDone();
        root.hears(Items.agentMessage(REVIEWER_PATH, ROOT_PATH, RESULT));
    }

    private static String arguments(String name, String value, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(name, value)
                .put("message", message)
                .toString();
    }

    /** What the runtime tells when an agent has been dealt with. */
    private static ObjectNode activity(String eventId, ThreadId agent, String path, String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("event_id", eventId)
                .put("agent_thread_id", agent.value())
                .put("agent_path", path)
                .put("kind", kind);
    }
}
