/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.tracefold.model.RolloutStatus;
import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.Diagnostic;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.ReplayResult;
import dev.tracefold.replay.TraceSource;

/**
 * Looks for all that is wrong with a bundle, and does not stop at the first: manifest, envelopes, sequence, references,
 * payload files, the contradictions that only a reduction finds, and what was written beside them.
 */
public final class BundleCheck {
    private final TraceSource.Opener session;
    private final Runnable eachEvent;
    private final List<Finding> findings = new ArrayList<>();

    private BundleCheck(TraceSource.Opener session, Runnable eachEvent) {
        this.session = session;
        this.eachEvent = eachEvent;
    }

    /**
     * Checks a bundle. It is only read.
     *
     * @return the findings, in the order of the log, those that concern no line last
     * @throws IOException if the bundle cannot be read
     */
    public static List<Finding> of(TraceSource.Opener session) throws IOException {
        return of(session, () -> {});
    }

    /**
     * The same; who waits for it hears of every event twice, for it is read twice.
     *
     * @throws IOException if the bundle cannot be read
     */
    public static List<Finding> of(TraceSource.Opener session, Runnable eachEvent) throws IOException {
        BundleCheck check = new BundleCheck(session, eachEvent);
        try (TraceSource source = session.open()) {
            check.run(source);
        } catch (ReplayException e) {
            check.findings.add(Finding.of(e.error(), false));
        }
        check.findings.sort(Comparator.comparing(
                finding -> finding.line() == null ? Long.MAX_VALUE : finding.line(), Comparator.naturalOrder()));
        return List.copyOf(check.findings);
    }

    private void run(TraceSource source) throws IOException, ReplayException {
        // A salvage goes on where a strict reduction would end.
        ReplayResult result = Replay.salvage(session).run((event, state) -> eachEvent.run());
        if (!result.ok()) {
            result.error().ifPresent(error -> findings.add(Finding.of(error, false)));
            return;
        }
        result.diagnostics().forEach(this::add);
        PayloadCheck payloads = new PayloadCheck(source, result.diagnostics());
        payloads.run(findings, eachEvent);
        if (source instanceof Bundle bundle) {
            Orphans.find(bundle, payloads.found(), findings);
        }
        if (result.events() == 0) {
            findings.add(
                    Finding.warning("NO_EVENTS", "the log has no event", "nothing was recorded: look at the recorder"));
        } else if (result.graph().status() == RolloutStatus.RUNNING) {
            findings.add(Finding.note(
                    "NOT_ENDED",
                    "the session never ended: it still runs, or its recorder died",
                    "'tracefold follow' shows a session that still runs"));
        }
        boolean sound = findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        if (source instanceof Bundle bundle) {
            StateCheck.run(bundle.location(), sound ? result.graph() : null, findings);
        }
    }

    private void add(Diagnostic diagnostic) {
        if (diagnostic instanceof Diagnostic.LeftOut leftOut) {
            ReductionError error = leftOut.error();
            findings.add(Finding.of(error, !findings.isEmpty()));
        } else if (diagnostic instanceof Diagnostic.Gap gap) {
            findings.add(Finding.error(
                    ErrorCode.SEQUENCE_GAP,
                    gap.line(),
                    gap.found(),
                    gap.found() - gap.due() == 1
                            ? "seq " + gap.due() + " is missing"
                            : "seq " + gap.due() + " to " + (gap.found() - 1) + " are missing"));
        } else if (diagnostic instanceof Diagnostic.TornTail torn) {
            findings.add(new Finding(
                    Finding.Severity.NOTE,
                    "TORN_TAIL",
                    torn.line(),
                    null,
                    "the last line was never finished; it is left out",
                    "nothing: all that came before it counts"));
        } else if (diagnostic instanceof Diagnostic.CellWithoutSource cell) {
            findings.add(Finding.warning(
                    "CELL_WITHOUT_SOURCE",
                    cell.sentence(),
                    "the request or response with its source was not recorded"));
        } else if (diagnostic instanceof Diagnostic.Undelivered undelivered) {
            findings.add(Finding.note(
                    "UNDELIVERED",
                    undelivered.sentence(),
                    "the recipient was never asked again, or its request was not recorded"));
        }
    }
}
