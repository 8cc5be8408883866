/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.util.HashMap;
import java.util.Map;

import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.EventLine;
import dev.tracefold.view.text.Ink;
import dev.tracefold.view.text.Printable;

/** One line an event: seq, time since the start, agent, type, and what tells it from others of the type. */
final class EventPrinter {
    private static final int AGENT = 16;

    private final Ink ink;
    private final long startMs;
    private final EventLine details;
    private final Map<ThreadId, String> paths = new HashMap<>();

    EventPrinter(Ink ink, long startMs) {
        this.ink = ink;
        this.startMs = startMs;
        this.details = new EventLine(ink);
    }

    /** Remembers which agent a thread is. */
    void learn(RawTraceEvent event) {
        if (event.payload() instanceof RawEventPayload.ThreadStarted started) {
            paths.put(started.threadId(), started.agentPath());
        }
    }

    String line(RawTraceEvent event) {
        ThreadId thread = event.threadId();
        String agent = thread == null ? "" : Printable.line(paths.getOrDefault(thread, thread.value()), AGENT);
        return String.format(
                "%5d  %9s  %s  %s  %s",
                event.seq(),
                Amounts.sinceStart(startMs, event.wallTimeUnixMs()),
                ink.name(String.format("%-" + AGENT + "s", agent)),
                ink.bold(String.format("%-25s", WireNames.of(event.payload().type()))),
                details.of(event));
    }
}
