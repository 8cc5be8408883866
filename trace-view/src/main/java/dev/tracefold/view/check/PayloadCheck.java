/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.Diagnostic;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.ReplayException;

/** Every payload that an event refers to, and every file that none does. */
final class PayloadCheck {
    private final Bundle bundle;
    private final Map<String, String> pathsById = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<Path> files = new HashSet<>();

    // What the reduction said already need not be said twice.
    private final Set<Long> linesWithErrors = new HashSet<>();

    PayloadCheck(Bundle bundle, List<Diagnostic> diagnostics) {
        this.bundle = bundle;
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

    void run(List<Finding> findings) throws IOException, ReplayException {
        try (EventLog log = EventLog.open(bundle)) {
            while (log.advance()) {
                RawTraceEvent event = log.event();
                if (event != null) {
                    for (PayloadRef ref : event.payload().payloads()) {
                        check(ref, event.seq(), log.line(), findings);
                    }
                }
            }
        }
        orphans(findings);
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
        Path file;
        try {
            file = bundle.payload(ref);
            files.add(file.toRealPath());
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
            Json.parse(Files.readAllBytes(file));
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

    private void orphans(List<Finding> findings) throws IOException {
        Path root = bundle.directory().toRealPath();
        Path payloads = root.resolve(bundle.manifest().payloadsDir()).normalize();
        if (!payloads.startsWith(root)
                || payloads.equals(root)
                || !Files.isDirectory(payloads, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> orphans;
        try (Stream<Path> all = Files.walk(payloads)) {
            orphans = all.filter(file -> !Files.isDirectory(file) && !files.contains(file))
                    .sorted()
                    .toList();
        }
        for (Path orphan : orphans) {
            findings.add(Finding.note(
                    "ORPHANED_PAYLOAD",
                    root.relativize(orphan) + " belongs to no event" + torn(orphan),
                    "the recorder died before it wrote the event, or events were lost; the file may be deleted"));
        }
    }

    private static String torn(Path orphan) throws IOException {
        if (!Files.isRegularFile(orphan, LinkOption.NOFOLLOW_LINKS)) {
            return " and is no regular file";
        }
        try {
            Json.parse(Files.readAllBytes(orphan));
            return "";
        } catch (MalformedJsonException e) {
            return " and is not JSON";
        }
    }
}
