/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.Id;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.RequestInputMode;
import dev.tracefold.model.raw.Requester;

/** What an event says, in one line, as it was recorded. */
public final class EventLine implements RawEventPayload.Visitor<String> {
    private static final int ID = 48;
    private static final int WORDS = 80;

    private final Ink ink;

    public EventLine(Ink ink) {
        this.ink = ink;
    }

    /** The fields that tell events of one type apart. */
    public String of(RawTraceEvent event) {
        return event.payload().accept(this);
    }

    private static String id(@Nullable Id id) {
        return id == null ? "" : Printable.line(id.value(), ID);
    }

    private static String words(@Nullable String text) {
        return text == null || text.isEmpty() ? "" : "  " + Printable.line(text, WORDS);
    }

    private static String named(String name, @Nullable Id id) {
        return id == null ? "" : "  " + name + " " + id(id);
    }

    @Override
    public String on(RawEventPayload.RolloutStarted event) {
        return "trace " + id(event.traceId());
    }

    @Override
    public String on(RawEventPayload.RolloutEnded event) {
        return ink.status(event.status());
    }

    @Override
    public String on(RawEventPayload.ThreadStarted event) {
        return id(event.threadId()) + words(event.agentPath());
    }

    @Override
    public String on(RawEventPayload.ThreadEnded event) {
        return id(event.threadId()) + "  " + ink.status(event.status());
    }

    @Override
    public String on(RawEventPayload.TurnStarted event) {
        return id(event.turnId());
    }

    @Override
    public String on(RawEventPayload.TurnEnded event) {
        return id(event.turnId()) + "  " + ink.status(event.status());
    }

    @Override
    public String on(RawEventPayload.InferenceStarted event) {
        return id(event.inferenceCallId()) + words(event.model()) + mode(event.requestInputMode());
    }

    private static String mode(@Nullable RequestInputMode mode) {
        if (mode instanceof RequestInputMode.Incremental incremental) {
            return "  after " + id(incremental.previousResponseId());
        } else if (mode instanceof RequestInputMode.IncrementalWithUntracedPrefix prefixed) {
            return "  after untraced " + id(prefixed.previousResponseId());
        }
        return mode == null ? "" : "  whole history";
    }

    @Override
    public String on(RawEventPayload.InferenceCompleted event) {
        return id(event.inferenceCallId()) + named("response", event.responseId());
    }

    @Override
    public String on(RawEventPayload.InferenceFailed event) {
        return id(event.inferenceCallId()) + ink.bad(words(event.error()));
    }

    @Override
    public String on(RawEventPayload.InferenceCancelled event) {
        return id(event.inferenceCallId()) + ink.warn(words(event.reason()));
    }

    @Override
    public String on(RawEventPayload.ToolCallStarted event) {
        String by = event.requester() instanceof Requester.CodeCell cell ? "  by cell " + id(cell.runtimeCellId()) : "";
        return id(event.toolCallId()) + "  " + Headlines.toolName(event.kind()) + by
                + words(Headlines.summary(event.summary(), WORDS));
    }

    @Override
    public String on(RawEventPayload.McpCorrelationAssigned event) {
        return id(event.toolCallId()) + named("mcp", event.mcpCallId());
    }

    @Override
    public String on(RawEventPayload.ToolRuntimeStarted event) {
        return id(event.toolCallId());
    }

    @Override
    public String on(RawEventPayload.ToolRuntimeEnded event) {
        return id(event.toolCallId()) + "  " + ink.status(event.status());
    }

    @Override
    public String on(RawEventPayload.ToolCallEnded event) {
        return id(event.toolCallId()) + "  " + ink.status(event.status());
    }

    @Override
    public String on(RawEventPayload.CodeCellStarted event) {
        return "cell " + id(event.runtimeCellId()) + named("for", event.modelVisibleCallId()) + words(event.sourceJs());
    }

    @Override
    public String on(RawEventPayload.CodeCellInitialResponse event) {
        return "cell " + id(event.runtimeCellId()) + "  " + WireNames.of(event.status());
    }

    @Override
    public String on(RawEventPayload.CodeCellEnded event) {
        return "cell " + id(event.runtimeCellId()) + "  " + WireNames.of(event.status());
    }

    @Override
    public String on(RawEventPayload.CompactionRequestStarted event) {
        return id(event.compactionRequestId()) + named("for", event.compactionId()) + words(event.model());
    }

    @Override
    public String on(RawEventPayload.CompactionRequestCompleted event) {
        return id(event.compactionRequestId()) + named("for", event.compactionId());
    }

    @Override
    public String on(RawEventPayload.CompactionRequestFailed event) {
        return id(event.compactionRequestId()) + named("for", event.compactionId()) + ink.bad(words(event.error()));
    }

    @Override
    public String on(RawEventPayload.CompactionInstalled event) {
        return id(event.compactionId());
    }

    @Override
    public String on(RawEventPayload.AgentResultObserved event) {
        return named("from", event.childThreadId()).strip()
                + named("to", event.parentThreadId())
                + words(event.message());
    }

    @Override
    public String on(RawEventPayload.ProtocolEventObserved event) {
        return Printable.line(event.eventType(), WORDS);
    }

    @Override
    public String on(RawEventPayload.Other event) {
        return Printable.line(event.kind(), ID) + words(event.summary());
    }
}
