/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.SessionGraph;

/** The file {@code state.json}: the same graph always gives the same bytes. All methods may be called from any thread. */
public final class GraphJson {
    private GraphJson() {}

    /**
     * Reads a graph from a stream, which stays open.
     *
     * @throws MalformedJsonException if the text is no JSON or no graph
     * @throws IOException if the stream cannot be read
     */
    public static RolloutTrace read(InputStream utf8) throws IOException, MalformedJsonException {
        // What is read is a value.
        return (RolloutTrace) JsonIn.read(GraphCodecs.TRACE, utf8);
    }

    /**
     * Streams a graph into a stream, which is flushed and stays open. Of a long graph, parts are made by a thread of the
     * common pool meanwhile, if one has the time; the stream is only written to from here.
     *
     * @throws IOException if the stream cannot be written
     */
    public static void write(SessionGraph graph, OutputStream utf8) throws IOException {
        JsonOut out = JsonOut.indented(utf8);
        GraphCodecs.TRACE.write(out, graph);
        out.flush();
        utf8.flush();
    }
}
