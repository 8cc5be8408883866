/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import dev.tracefold.pack.PackNames;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.translate.TranslationReport;

/** The forms in which a session may lie at a path; the one place that tells them apart. */
public final class Sessions {
    private static final String LOG_OF_A_BUNDLE = "trace.jsonl";

    private Sessions() {}

    /**
     * Opens what lies at a path.
     *
     * @throws ReplayException if it is no session that can be read
     */
    public static TraceSource open(Path path) throws IOException, ReplayException {
        return open(path, report -> {});
    }

    /** The same; who listens is told what was met in a rollout. */
    static TraceSource open(Path path, Consumer<TranslationReport> listener) throws IOException, ReplayException {
        if (isRollout(path)) {
            return RolloutSource.open(path, listener);
        }
        Path found = PackNames.resolve(path);
        return PackNames.isPacked(found) ? PackedSession.open(found) : ColdLogBundle.orPlain(Bundle.open(found));
    }

    /** Whether a rollout lies at a path, in either of its forms: a file that is called as they are. */
    public static boolean isRollout(Path path) {
        String name = RolloutForms.fileName(RolloutForms.plain(path));
        return name.endsWith(RolloutName.PLAIN_SUFFIX)
                && !name.equals(LOG_OF_A_BUNDLE)
                && RolloutForms.resolve(path).isPresent();
    }

    /** The lines of its log, to be counted; none where it has no lines. */
    public static InputStream lines(TraceSource session) throws IOException, ReplayException {
        if (session instanceof Bundle bundle) {
            return Files.newInputStream(bundle.log());
        } else if (session instanceof PackedSession packed) {
            return packed.log();
        } else if (session instanceof ColdLogBundle cold) {
            return cold.log();
        }
        return InputStream.nullInputStream();
    }

    /** Where the graph of a session goes, if nobody says: into a bundle, but beside what is only read. */
    public static Path state(Path path) {
        return PackNames.isPacked(path)
                ? path.resolveSibling(PackNames.plainOf(path).getFileName() + ".state.json")
                : path.resolve("state.json");
    }
}
