/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.raw.RawEventPayload.ThreadEnded;
import dev.tracefold.model.raw.RawEventPayload.ThreadStarted;
import dev.tracefold.model.value.JsonValue.JsonObject;

/** Threads begin and end. */
final class ThreadSteps {
    private ThreadSteps() {}

    static void start(Draft draft, Moment at, ThreadStarted event, Bodies bodies) throws Refusal {
        if (draft.threads.containsKey(event.threadId())) {
            throw new Refusal(ErrorCode.DUPLICATE_THREAD, "thread " + event.threadId() + " has started before")
                    .with("thread", event.threadId());
        }
        Fields metadata = new Fields(new JsonObject(Map.of()), "metadata");
        if (event.metadataPayload() != null) {
            metadata = bodies.fields(event.metadataPayload());
            if (!(metadata.json() instanceof JsonObject)) {
                throw new Refusal(
                                ErrorCode.PAYLOAD_SHAPE, metadata.place() + " is no object, as metadata of a thread is")
                        .with("payload", metadata.place());
            }
        }
        Fields spawn = spawn(metadata);
        draft.put(ThreadState.of(AgentThread.builder()
                .threadId(event.threadId())
                .agentPath(agentPath(event, metadata, spawn))
                .nickname(metadata.lenientText("nickname"))
                .origin(origin(event, metadata, spawn))
                .execution(ExecutionWindow.open(at.atUnixMs(), at.seq()))
                .defaultModel(metadata.lenientText("model"))
                .build()));
    }

    /** What the session source says of the spawn, if the thread was spawned. */
    private static @Nullable Fields spawn(Fields metadata) {
        Fields found = metadata;
        for (String name : new String[] {"session_source", "subagent", "thread_spawn"}) {
            if (!(found.any(name) instanceof JsonObject inner)) {
                return null;
            }
            found = new Fields(inner, found.place() + "." + name);
        }
        return found.lenientText("parent_thread_id") == null ? null : found;
    }

    private static String agentPath(ThreadStarted event, Fields metadata, @Nullable Fields spawn) {
        return first(
                spawn == null ? null : spawn.lenientText("agent_path"),
                metadata.lenientText("agent_path"),
                event.agentPath());
    }

    private static ThreadOrigin origin(ThreadStarted event, Fields metadata, @Nullable Fields spawn) {
        String parentText = spawn == null ? null : spawn.lenientText("parent_thread_id");
        if (spawn == null || parentText == null) {
            return new ThreadOrigin.Root();
        }
        ThreadId parent = new ThreadId(parentText);
        return new ThreadOrigin.Spawned(
                parent,
                Ordinals.spawn(parent, event.threadId()),
                first(
                        spawn.lenientText("task_name"),
                        metadata.lenientText("task_name"),
                        lastSegment(agentPath(event, metadata, spawn))),
                first(spawn.lenientText("agent_role"), metadata.lenientText("agent_role"), ""));
    }

    private static String lastSegment(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? path : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    private static String first(@Nullable String a, @Nullable String b, String otherwise) {
        return a != null ? a : b != null ? b : otherwise;
    }

    static void end(Draft draft, Moment at, ThreadEnded event) throws Refusal {
        ThreadState state = draft.thread(event.threadId());
        ExecutionStatus status = switch (event.status()) {
            case RUNNING -> ExecutionStatus.RUNNING;
            case COMPLETED -> ExecutionStatus.COMPLETED;
            case FAILED -> ExecutionStatus.FAILED;
            case ABORTED -> ExecutionStatus.ABORTED;
        };
        AgentThread thread = state.thread();
        draft.put(state.withThread(thread.withExecution(thread.execution().close(at.atUnixMs(), at.seq(), status))));
    }
}
