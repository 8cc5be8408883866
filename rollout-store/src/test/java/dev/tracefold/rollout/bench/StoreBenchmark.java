/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutWalk;
import dev.tracefold.rollout.catalog.ContentSearch;
import dev.tracefold.rollout.catalog.ListRequest;
import dev.tracefold.rollout.catalog.RolloutCatalog;
import dev.tracefold.rollout.compress.CompressionOptions;
import dev.tracefold.rollout.compress.RolloutCompressor;
import dev.tracefold.rollout.index.Backfill;
import dev.tracefold.rollout.index.BackfillOptions;
import dev.tracefold.rollout.index.MetadataExtractor;
import dev.tracefold.rollout.index.RolloutIndex;
import dev.tracefold.rollout.inspect.RolloutProfiler;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.line.ConversationText;
import dev.tracefold.rollout.manage.RolloutManager;
import dev.tracefold.rollout.manage.RolloutRows;
import dev.tracefold.rollout.record.RolloutContext;

/** One step of the measurements: the first argument says which, the second is the data directory. */
public final class StoreBenchmark {
    private static final CompressionOptions COMPRESSION = CompressionOptions.DEFAULT
            .withLive(true)
            .withThrottled(false)
            .withLimits(
                    CompressionOptions.Limits.DEFAULT.withGrace(Duration.ZERO).withMinAge(Duration.ZERO));

    private StoreBenchmark() {}

    public static void main(String[] args) throws Exception {
        RolloutHome home = new RolloutHome(Path.of(args[1]));
        RolloutContext context = RolloutContext.of(home);
        long start = System.nanoTime();
        String result = step(args, home, context);
        System.out.printf("%s: %.2f s in the step: %s%n", args[0], (System.nanoTime() - start) / 1e9, result);
    }

    private static String step(String[] args, RolloutHome home, RolloutContext context) throws IOException {
        switch (args[0]) {
            case "make-repeated" -> {
                return BenchData.repeatedHistory(home, Long.parseLong(args[2])).toString();
            }
            case "make-many" -> {
                BenchData.many(home, Integer.parseInt(args[2]), 10);
                return "";
            }
            case "make-corpus" -> {
                BenchData.corpus(home, Long.parseLong(args[2]));
                return "";
            }
            case "profile" -> {
                var profile = new RolloutProfiler().profile(only(home), Progress.NONE);
                return profile.size() + " " + profile.history() + " "
                        + profile.bad().count() + " bad";
            }
            case "search" -> {
                var found = new ContentSearch(context).search(args[2], false, Progress.NONE);
                return found.hits().size() + " hits in " + found.scanned() + " files, " + found.bytes() + " bytes";
            }
            case "compress" -> {
                return new RolloutCompressor(context, COMPRESSION)
                        .run(Progress.NONE)
                        .toString();
            }
            case "restore" -> {
                return new RolloutManager(context, RolloutRows.NONE)
                        .restore(only(home))
                        .toString();
            }
            case "backfill" -> {
                try (RolloutIndex index = RolloutIndex.open(home)) {
                    return new Backfill(context, index, extractor(), BackfillOptions.DEFAULT)
                            .run(Progress.NONE)
                            .toString();
                }
            }
            case "list" -> {
                try (RolloutIndex index = RolloutIndex.open(home)) {
                    var page = new RolloutCatalog(context, index, extractor())
                            .list(ListRequest.newest(25), RolloutCatalog.Mode.valueOf(args[2]));
                    return page.rollouts().size() + " rollouts, newest "
                            + page.rollouts().get(0).id();
                }
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static MetadataExtractor extractor() {
        return new MetadataExtractor(FileOps.REAL, ConversationText.DEFAULT, "openai");
    }

    private static Path only(RolloutHome home) throws IOException {
        List<dev.tracefold.rollout.RolloutFile> all =
                new RolloutWalk(FileOps.REAL, RolloutWalk.PROPAGATE).all(home.sessions(), false);
        return RolloutForms.resolve(all.get(0).path()).orElseThrow();
    }
}
