/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.replay.Diagnostic;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

/** Every payload that an event refers to. */
final class PayloadCheck {
    private final TraceSource source;
    private final Map<String, String> pathsById = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<PayloadRef> found = new ArrayList<>();

    // What the reduction said already need not be said twice.
    private final Set<Long> linesWithErrors = new HashSet<>();

    PayloadCheck(TraceSource source, List<Diagnostic> diagnostics) {
        this.source = source;
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic instanceof Diagnostic.LeftOut leftOut
                    && isAboutPayloads(leftOut.error().code())) {
                Long line = leftOut.error().line();
                linesWithErrors.add(line == null ? -1 : line);
            }
        }
    }

    private static boolean isAboutPayloads(ErrorCode code) {
        return code.name().startsWith("PAYLOAD_");
    }

    void run(List<Finding> findings, Runnable eachEvent) throws IOException, ReplayException {
        try (EventLog log = source.events()) {
            while (log.advance()) {
                RawTraceEvent event = log.event();
                if (event != null) {
                    eachEvent.run();
                    for (PayloadRef ref : event.payload().payloads()) {
                        check(ref, event.seq(), log.line(), findings);
                    }
                }
            }
        }
    }

    /** The references behind which there is a body. */
    List<PayloadRef> found() {
        return found;
    }

    private void check(PayloadRef ref, long seq, long line, List<Finding> findings) throws IOException {
        String before = pathsById.putIfAbsent(ref.payloadId().value(), ref.path());
        if (before != null && !before.equals(ref.path())) {
            findings.add(new Finding(
                    Finding.Severity.WARNING,
                    "PAYLOAD_ID_REUSED",
                    line,
                    seq,
                    ref.payloadId() + " was " + before + " before, and is " + ref.path() + " here",
                    "the recorder used an id twice; the last reference counts"));
        }
        if (!seen.add(ref.path())) {
            return;
        }
        TraceSource.Payload payload;
        try {
            payload = source.payload(ref);
            found.add(ref);
        } catch (ReplayException e) {
            if (!linesWithErrors.contains(line)) {
                findings.add(Finding.error(
                        e.error().code(),
                        line,
                        seq,
                        ref.payloadId() + ": " + e.error().sentence()));
            }
            return;
        }
        try {
            Json.parse(payload.bytes());
        } catch (MalformedJsonException e) {
            if (!linesWithErrors.contains(line)) {
                findings.add(new Finding(
                        Finding.Severity.WARNING,
                        ErrorCode.PAYLOAD_MALFORMED.name(),
                        line,
                        seq,
                        ref.path() + ", line " + e.line() + ", column " + e.column() + ": " + e.problem(),
                        "no rule reads it, so the bundle reduces; look at the payload file"));
            }
        }
    }
}
