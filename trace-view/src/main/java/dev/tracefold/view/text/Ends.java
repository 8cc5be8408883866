/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.ToolCall;

/** The agents at the ends of an edge. */
record Ends(SessionGraph graph, Headlines headlines) {
    /** The path of the agent that an end belongs to; where that is not in the graph, the id of the end. */
    String agent(EdgeAnchor anchor) {
        if (anchor instanceof EdgeAnchor.ConversationItem end) {
            ConversationItem item = graph.conversationItems().get(end.itemId());
            return item == null ? Printable.line(end.itemId().value()) : headlines.agent(item.threadId());
        } else if (anchor instanceof EdgeAnchor.Tool end) {
            ToolCall tool = graph.toolCalls().get(end.toolCallId());
            return tool == null ? Printable.line(end.toolCallId().value()) : headlines.agent(tool.threadId());
        } else if (anchor instanceof EdgeAnchor.WholeThread end) {
            return headlines.agent(end.threadId());
        }
        throw new IllegalArgumentException("no such anchor: " + anchor);
    }
}
