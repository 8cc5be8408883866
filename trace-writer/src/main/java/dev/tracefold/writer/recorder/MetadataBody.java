/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tracefold.model.id.ThreadId;

/** The body that a thread's start refers to. */
final class MetadataBody {
    private static final List<String> BEFORE_SOURCE = List.of("task_name", "nickname", "agent_role");
    private static final List<String> BEHIND_SOURCE =
            List.of("cwd", "rollout_path", "model", "provider_name", "approval_policy", "sandbox_policy");

    private MetadataBody() {}

    static Map<String, Object> ofRoot(ThreadMetadata thread) {
        String source = thread.fact("session_source");
        return body(thread, source == null ? "" : source);
    }

    /** By this source, and by it alone, the reduction sees that the thread was spawned. */
    static Map<String, Object> ofChild(ThreadMetadata thread, ThreadId parent, int depth) {
        Map<String, Object> spawn = new LinkedHashMap<>();
        spawn.put("parent_thread_id", parent.value());
        spawn.put("depth", depth);
        spawn.put("agent_path", thread.agentPath());
        putIfKnown(spawn, "agent_role", thread);
        putIfKnown(spawn, "task_name", thread);
        return body(thread, Map.of("subagent", Map.of("thread_spawn", spawn)));
    }

    private static Map<String, Object> body(ThreadMetadata thread, Object source) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("thread_id", thread.threadId().value());
        body.put("agent_path", thread.agentPath());
        BEFORE_SOURCE.forEach(name -> putIfKnown(body, name, thread));
        body.put("session_source", source);
        BEHIND_SOURCE.forEach(name -> putIfKnown(body, name, thread));
        return body;
    }

    private static void putIfKnown(Map<String, Object> body, String name, ThreadMetadata thread) {
        String value = thread.fact(name);
        if (value != null) {
            body.put(name, value);
        }
    }
}
