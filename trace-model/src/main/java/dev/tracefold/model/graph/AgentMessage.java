/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Objects;

/** The routing of a message between agents. */
public record AgentMessage(String author, String recipient) {
    public AgentMessage {
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(recipient, "recipient");
    }
}
