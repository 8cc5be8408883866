/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ThreadId;

/** What is known of an agent's thread when it starts. Immutable; add what is known to {@link #of}. */
public final class ThreadMetadata {
    private final ThreadId threadId;
    private final String agentPath;
    private final Map<String, String> facts;

    private ThreadMetadata(ThreadId threadId, String agentPath, Map<String, String> facts) {
        this.threadId = Objects.requireNonNull(threadId, "threadId");
        this.agentPath = Objects.requireNonNull(agentPath, "agentPath");
        this.facts = facts;
    }

    /** A thread and the place of its agent, such as {@code /root} or {@code /root/reviewer}. */
    public static ThreadMetadata of(ThreadId threadId, String agentPath) {
        return new ThreadMetadata(threadId, agentPath, Map.of());
    }

    /** What the agent was set to do. */
    public ThreadMetadata taskName(String value) {
        return with("task_name", value);
    }

    /** What people call the agent. */
    public ThreadMetadata nickname(String value) {
        return with("nickname", value);
    }

    /** What kind of agent it is. */
    public ThreadMetadata agentRole(String value) {
        return with("agent_role", value);
    }

    /** What started the session, such as {@code cli}. A child's source is its parent, whatever is said here. */
    public ThreadMetadata sessionSource(String value) {
        return with("session_source", value);
    }

    /** Where it works. */
    public ThreadMetadata cwd(String value) {
        return with("cwd", value);
    }

    /** Where its rollout is kept. */
    public ThreadMetadata rolloutPath(String value) {
        return with("rollout_path", value);
    }

    /** The model that it talks to. */
    public ThreadMetadata model(String value) {
        return with("model", value);
    }

    /** Who runs that model. */
    public ThreadMetadata providerName(String value) {
        return with("provider_name", value);
    }

    /** When it asks before it acts. */
    public ThreadMetadata approvalPolicy(String value) {
        return with("approval_policy", value);
    }

    /** What it may touch. */
    public ThreadMetadata sandboxPolicy(String value) {
        return with("sandbox_policy", value);
    }

    ThreadId threadId() {
        return threadId;
    }

    String agentPath() {
        return agentPath;
    }

    @Nullable
    String fact(String name) {
        return facts.get(name);
    }

    private ThreadMetadata with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, Objects.requireNonNull(value, name));
        return new ThreadMetadata(threadId, agentPath, Collections.unmodifiableMap(more));
    }
}
