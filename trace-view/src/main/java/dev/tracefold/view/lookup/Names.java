/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.TerminalRequest;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.raw.ToolKind;

/** What things are called, as the session says: not yet fit for a terminal. */
public final class Names {
    private Names() {}

    /** The name of a tool; one of a server has that before it. */
    public static String tool(ToolKind kind) {
        if (kind instanceof ToolKind.BuiltIn builtIn) {
            return WireNames.of(builtIn);
        } else if (kind instanceof ToolKind.Mcp mcp) {
            return mcp.server() + "." + mcp.tool();
        } else if (kind instanceof ToolKind.Other other) {
            return other.name();
        }
        throw new IllegalArgumentException("no such kind: " + kind);
    }

    /** The path of an agent; of one that is not there, its id. */
    public static String agent(SessionGraph graph, ThreadId id) {
        var thread = graph.threads().get(id);
        return thread == null ? id.value() : thread.agentPath();
    }

    /** What a terminal was told. */
    public static String words(TerminalRequest request) {
        if (request instanceof TerminalRequest.ExecCommand exec) {
            return exec.displayCommand();
        } else if (request instanceof TerminalRequest.WriteStdin write) {
            return write.stdin();
        }
        throw new IllegalArgumentException("no such request: " + request);
    }

    /** The beginning of a text; never half a character. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
