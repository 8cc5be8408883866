/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue.JsonObject;

/** An agent of a generated session: the history that its model is shown, and where the last answer left off. */
final class Agent {
    final String thread;
    final String path;
    final @Nullable Agent parent;
    final List<Agent> children = new ArrayList<>();
    final List<String> terminals = new ArrayList<>();

    List<JsonObject> history = new ArrayList<>();
    /** How much of the history the last answer came behind. */
    int answered;
    /** What the last answer is called; absent where nothing can go on from it. */
    @Nullable
    String answer;
    /** What the answer of a compaction is called that was installed and not gone on from yet. */
    @Nullable
    String summary;

    boolean started;
    /** Whether a turn of this agent is under way. */
    boolean busy;

    Agent(String thread, String path, @Nullable Agent parent) {
        this.thread = thread;
        this.path = path;
        this.parent = parent;
    }
}
