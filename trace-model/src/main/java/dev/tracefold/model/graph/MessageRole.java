/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

/** Who speaks in a conversation item. */
public enum MessageRole {
    SYSTEM,
    DEVELOPER,
    USER,
    ASSISTANT,
    TOOL
}
