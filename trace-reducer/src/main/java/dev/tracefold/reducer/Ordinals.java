/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;

/** The ids that the reducer makes. */
final class Ordinals {
    private Ordinals() {}

    static ItemId item(int ordinal) {
        return new ItemId("conversation_item:", ordinal);
    }

    static TerminalOperationId operation(int ordinal) {
        return new TerminalOperationId("terminal_operation:", ordinal);
    }

    /** The ordinal in an id of either kind; something that is none in another id. */
    static int of(Id id) {
        long number = id.number();
        return number > Integer.MAX_VALUE ? 0 : (int) number;
    }

    static CodeCellId cell(CallId callId) {
        return new CodeCellId("code_cell:" + callId);
    }

    static EdgeId spawn(ThreadId parent, ThreadId child) {
        return new EdgeId("edge:spawn:" + parent + ":" + child);
    }

    static EdgeId edge(ToolCallId tool) {
        return new EdgeId("edge:tool:" + tool);
    }
}
