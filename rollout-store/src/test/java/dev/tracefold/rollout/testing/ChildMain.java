/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.catalog.SessionNames;
import dev.tracefold.rollout.compress.CompressionOptions;
import dev.tracefold.rollout.compress.RolloutCompressor;
import dev.tracefold.rollout.index.Backfill;
import dev.tracefold.rollout.index.BackfillOptions;
import dev.tracefold.rollout.index.MetadataExtractor;
import dev.tracefold.rollout.index.RolloutIndex;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.line.ConversationText;
import dev.tracefold.rollout.lock.ProcessLock;
import dev.tracefold.rollout.record.RecorderOptions;
import dev.tracefold.rollout.record.RolloutAppender;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.rollout.record.RolloutMaterializer;
import dev.tracefold.rollout.record.RolloutRecorder;

/** What child processes of tests do. The first argument is the command, the second the data directory. */
public final class ChildMain {
    private static final int CRASH = 42;

    private ChildMain() {}

    public static void main(String[] args) throws Exception {
        RolloutHome home = new RolloutHome(Path.of(args[1]));
        FaultyFiles files = new FaultyFiles();
        RolloutContext context = RolloutContext.of(home).withFiles(files);
        switch (args[0]) {
            case "resume" -> resume(context, Path.of(args[2]));
            case "hold-exclusive" -> holdExclusive(context, Path.of(args[2]));
            case "hold-maintenance" -> {
                say(ProcessLock.tryLock(home.maintenanceLock()).isPresent() ? "HELD" : "REFUSED");
                awaitGo();
            }
            case "materialize" -> {
                say("READY");
                awaitGo();
                say(new RolloutMaterializer(context)
                        .materialize(Path.of(args[2]), RolloutMaterializer.Intent.APPEND)
                        .name());
            }
            case "crash-materialize" -> {
                files.at(Step.valueOf(args[3]), path -> Runtime.getRuntime().halt(CRASH));
                new RolloutMaterializer(context).materialize(Path.of(args[2]), RolloutMaterializer.Intent.APPEND);
            }
            case "crash-compress" -> {
                files.at(Step.valueOf(args[2]), path -> Runtime.getRuntime().halt(CRASH));
                new RolloutCompressor(context, CompressionOptions.DEFAULT.withLive(true)).run(Progress.NONE);
            }
            case "soak-writer" -> soakWriter(context, args);
            case "soak-worker" -> soakWorker(context);
            case "names-append" -> namesAppend(context, Integer.parseInt(args[2]));
            case "names-remove" -> namesRemove(context);
            case "backfill-crash" ->
                backfill(context, (what, done, total) -> Runtime.getRuntime().halt(CRASH));
            case "backfill-await" -> {
                say("READY");
                awaitGo();
                backfill(context, (what, done, total) -> sleepAWhile());
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void awaitGo() throws IOException {
        if (System.in.read() < 0) {
            throw new IOException("the parent is gone");
        }
    }

    private static void resume(RolloutContext context, Path path) throws IOException {
        try (RolloutRecorder recorder = RolloutRecorder.resume(context, path, RecorderOptions.DEFAULT)) {
            say("READY");
            awaitGo();
        } catch (RolloutException e) {
            say(e.kind() + " " + e.getMessage());
        }
    }

    private static void holdExclusive(RolloutContext context, Path path) throws IOException {
        var lock = context.locks().tryExclusive(path);
        say(lock.isPresent() ? "HELD" : "REFUSED");
        awaitGo();
    }

    private static void sleepAWhile() {
        System.out.println("WORKED");
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void backfill(RolloutContext context, Progress progress) throws IOException {
        MetadataExtractor extractor = new MetadataExtractor(context.files(), ConversationText.DEFAULT, "acme");
        try (RolloutIndex index = RolloutIndex.open(context.home())) {
            boolean complete = new Backfill(context, index, extractor, BackfillOptions.DEFAULT)
                    .awaitComplete(Duration.ofSeconds(30), progress);
            say("complete=" + complete);
        }
    }

    private static void namesAppend(RolloutContext context, int base) throws IOException {
        say("READY");
        awaitGo();
        SessionNames names = new SessionNames(context);
        for (int i = 0; i < 150; i++) {
            names.rename(Lines.id(base + i), "name " + (base + i));
        }
        say("DONE");
    }

    private static void namesRemove(RolloutContext context) throws IOException {
        say("READY");
        awaitGo();
        SessionNames names = new SessionNames(context);
        for (int i = 0; i < 100; i++) {
            names.rename(Lines.id(7), "short-lived");
            names.remove(Lines.id(7));
        }
        say("DONE");
    }

    /** Appends numbered lines to a few rollouts, by recorder or one-shot, acknowledging each once it is safe. */
    private static void soakWriter(RolloutContext context, String[] args) throws Exception {
        String prefix = args[2];
        Random random = new Random(Long.parseLong(args[3]));
        for (int n = 0; ; ) {
            Path path = Path.of(args[4 + random.nextInt(args.length - 4)]);
            try {
                if (random.nextBoolean()) {
                    String text = prefix + n++;
                    new RolloutAppender(context).append(path, Lines.userItem(text));
                    say(text);
                } else {
                    try (RolloutRecorder recorder = RolloutRecorder.resume(context, path, RecorderOptions.DEFAULT)) {
                        for (int i = 0; i < 3; i++) {
                            String text = prefix + n++;
                            recorder.record(Lines.userItem(text));
                            recorder.flush();
                            say(text);
                        }
                    }
                }
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
            } catch (NoSuchFileException e) {
                // The compressor was faster than the ageing.
            } catch (RolloutException e) {
                if (e.kind() != RolloutException.Kind.CONFLICT) {
                    throw e;
                }
                // Another process records this session now, or the compressor has it.
            }
            Thread.sleep(random.nextInt(8));
        }
    }

    private static void soakWorker(RolloutContext context) throws Exception {
        CompressionOptions options = CompressionOptions.DEFAULT
                .withLive(true)
                .withThrottled(false)
                .withLimits(CompressionOptions.Limits.DEFAULT.withGrace(Duration.ZERO));
        while (true) {
            var report = new RolloutCompressor(context, options).run(Progress.NONE);
            say(report.files().toString());
            Thread.sleep(2);
        }
    }
}
