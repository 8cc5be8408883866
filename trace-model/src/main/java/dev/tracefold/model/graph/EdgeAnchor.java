/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Objects;

import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;

/** An end of an interaction. */
public sealed interface EdgeAnchor {
    /** A conversation item. */
    record ConversationItem(ItemId itemId) implements EdgeAnchor {
        public ConversationItem {
            Objects.requireNonNull(itemId, "itemId");
        }
    }

    /** A tool call. */
    record Tool(ToolCallId toolCallId) implements EdgeAnchor {
        public Tool {
            Objects.requireNonNull(toolCallId, "toolCallId");
        }
    }

    /** A thread as a whole. */
    record WholeThread(ThreadId threadId) implements EdgeAnchor {
        public WholeThread {
            Objects.requireNonNull(threadId, "threadId");
        }
    }
}
