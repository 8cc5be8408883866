/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

/**
 * A bar on standard error for what takes more than two seconds, with rate and time left; nothing where nobody looks.
 * Steps may be counted by any thread.
 */
public final class Progress implements AutoCloseable {
    private static final long PATIENCE_MS = 2000;
    private static final long TICK_MS = 200;

    private final LongAdder done = new LongAdder();
    private final @Nullable Thread drawer;

    /** How much there is to do, 0 if nobody knows; asked for only where somebody waits. */
    private interface All {
        long count() throws IOException;
    }

    private Progress(Console console, String task, String unit, long scale, All all) {
        // Neither thread nor bar, as long as they would not be seen.
        drawer = console.errTerminal()
                ? new Thread(() -> draw(task, unit, scale, all, console.width()), "progress")
                : null;
        if (drawer != null) {
            drawer.setDaemon(true);
            drawer.start();
        }
    }

    /** Starts to count the events of sessions. */
    public static Progress over(Console console, String task, List<Path> sessions) {
        return new Progress(console, task, " events", 1, () -> {
            long all = 0;
            for (Path session : sessions) {
                // How many events a rollout makes, only its translation tells.
                if (Sessions.isRollout(session)) {
                    return 0;
                }
                all += lines(session);
            }
            return all;
        });
    }

    /** Starts to count bytes. */
    public static Progress overBytes(Console console, String task, LongSupplier all) {
        return new Progress(console, task, " MB", 1_000_000, all::getAsLong);
    }

    /** One event more. */
    public void step() {
        done.increment();
    }

    /** So many more. */
    public void steps(long count) {
        done.add(count);
    }

    @Override
    public void close() {
        if (drawer != null) {
            drawer.interrupt();
            try {
                drawer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void draw(String task, String unit, long scale, All all, int width) {
        try {
            Thread.sleep(PATIENCE_MS);
            long most = all.count();
            var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setUnit(unit, scale)
                    // Below 0, the bar says that it does not know, and does not call what is done all there is.
                    .setInitialMax(most == 0 ? -1 : most)
                    .setStyle(ProgressBarStyle.ASCII)
                    .showSpeed()
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(err, width - 1))
                    .build()) {
                while (true) {
                    bar.stepTo(most == 0 ? done.sum() : Math.min(most, done.sum()));
                    Thread.sleep(TICK_MS);
                }
            }
        } catch (InterruptedException finished) {
            // The bar has cleared itself.
        } catch (IOException unreadable) {
            // The command itself is about to say so.
        }
    }

    private static long lines(Path directory) throws IOException {
        try (TraceSource session = Sessions.open(directory);
                InputStream log = Sessions.lines(session)) {
            byte[] buffer = new byte[1 << 16];
            long lines = 0;
            int read;
            while ((read = log.read(buffer)) > 0) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
            }
            return lines;
        } catch (ReplayException noBundle) {
            return 0;
        }
    }
}
