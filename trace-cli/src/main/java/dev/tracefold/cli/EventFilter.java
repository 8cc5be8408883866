/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;

/** Which events are wanted. Threads and turns are known by what the log has said so far. */
final class EventFilter {
    private final List<String> types;
    private final @Nullable String thread;
    private final @Nullable String turn;
    private final Map<ThreadId, String> paths = new HashMap<>();
    private final Map<String, Integer> turnNumbers = new HashMap<>();

    EventFilter(List<String> types, @Nullable String thread, @Nullable String turn) {
        this.types = types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
        this.thread = thread;
        this.turn = turn;
    }

    void learn(RawTraceEvent event) {
        if (event.payload() instanceof RawEventPayload.ThreadStarted started) {
            paths.put(started.threadId(), started.agentPath());
        } else if (event.payload() instanceof RawEventPayload.TurnStarted started) {
            turnNumbers.putIfAbsent(started.turnId().value(), turnNumbers.size() + 1);
        }
    }

    boolean takes(RawTraceEvent event) {
        return takesType(event) && takesThread(event) && takesTurn(event);
    }

    private boolean takesType(RawTraceEvent event) {
        String name = WireNames.of(event.payload().type());
        return types.isEmpty() || types.stream().anyMatch(name::startsWith);
    }

    private boolean takesThread(RawTraceEvent event) {
        ThreadId id = threadOf(event);
        return thread == null
                || (id != null && (thread.equals(paths.get(id)) || id.value().startsWith(thread)));
    }

    /** Threads start and end outside of any thread's envelope. */
    private static @Nullable ThreadId threadOf(RawTraceEvent event) {
        if (event.payload() instanceof RawEventPayload.ThreadStarted started) {
            return started.threadId();
        } else if (event.payload() instanceof RawEventPayload.ThreadEnded ended) {
            return ended.threadId();
        }
        return event.threadId();
    }

    private boolean takesTurn(RawTraceEvent event) {
        if (turn == null) {
            return true;
        }
        String id = event.turnId() == null ? null : event.turnId().value();
        if (id == null && event.payload() instanceof RawEventPayload.TurnEnded ended) {
            id = ended.turnId().value();
        }
        return id != null && (id.startsWith(turn) || turn.equals(String.valueOf(turnNumbers.get(id))));
    }
}
