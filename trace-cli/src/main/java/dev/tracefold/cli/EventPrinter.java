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
    private static final int TYPE = 26;

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
        return left(Long.toString(event.seq()), 5)
                + "  "
                + left(Amounts.sinceStart(startMs, event.wallTimeUnixMs()), 9)
                + "  "
                + ink.name(right(agent, AGENT))
                + "  "
                + ink.bold(right(WireNames.of(event.payload().type()), TYPE))
                + "  "
                + details.of(event);
    }

    private static String left(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String right(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
