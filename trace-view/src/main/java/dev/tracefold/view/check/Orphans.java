/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.ReplayException;

/** Files among the payloads to which no event refers. */
final class Orphans {
    private Orphans() {}

    static void find(Bundle bundle, List<PayloadRef> referred, List<Finding> findings)
            throws IOException, ReplayException {
        Path root = bundle.location().toRealPath();
        Path payloads = root.resolve(bundle.manifest().payloadsDir()).normalize();
        if (!payloads.startsWith(root)
                || payloads.equals(root)
                || !Files.isDirectory(payloads, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Set<Path> files = new HashSet<>();
        for (PayloadRef ref : referred) {
            files.add(bundle.payloadFile(ref).toRealPath());
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
