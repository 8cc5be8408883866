/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

/** What one agent did to another. */
public enum EdgeKind {
    SPAWN_AGENT,
    ASSIGN_AGENT_TASK,
    SEND_MESSAGE,
    AGENT_RESULT,
    CLOSE_AGENT
}
