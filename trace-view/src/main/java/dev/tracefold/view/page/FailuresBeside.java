/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.id.Id;
import dev.tracefold.view.lookup.NodeKind;

/** What failed last before a part of a session, and first behind it: where to look next. Not to be shared between threads. */
final class FailuresBeside {
    private final Part part;
    private @Nullable Failure earlier;
    private @Nullable Failure later;

    /** Something that failed. */
    private record Failure(NodeKind kind, Id id, long started, long ended) {}

    FailuresBeside(Part part) {
        this.part = part;
    }

    /** Looks at something that has such a window. What a command failed of is told by its tool. */
    void see(NodeKind kind, Id id, ExecutionWindow window) {
        Long ended = window.endedSeq();
        if (ended == null || !failed(window.status()) || part.holds(window) || kind == NodeKind.OPERATION) {
            return;
        }
        Failure failure = new Failure(kind, id, window.startedSeq(), ended);
        if (!part.isBehind(window)) {
            later = later == null || failure.started < later.started ? failure : later;
        } else {
            earlier = earlier == null || failure.ended > earlier.ended ? failure : earlier;
        }
    }

    private static boolean failed(ExecutionStatus status) {
        return status == ExecutionStatus.FAILED || status == ExecutionStatus.ABORTED;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        write("earlier", earlier, json);
        write("later", later, json);
        json.writeEndObject();
    }

    private static void write(String name, @Nullable Failure failure, JsonGenerator json) throws IOException {
        if (failure != null) {
            json.writeObjectFieldStart(name);
            json.writeStringField("kind", failure.kind().word());
            json.writeStringField("id", failure.id().value());
            json.writeNumberField("seq", failure.started());
            json.writeEndObject();
        }
    }
}
