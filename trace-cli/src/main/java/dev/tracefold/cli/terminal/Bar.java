/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.LongAdder;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

import dev.tracefold.view.text.Printable;

/**
 * A bar on standard error for what takes more than two seconds, with rate and time left; nothing where nobody looks, or as
 * long as nothing was counted. Any thread may count.
 */
public final class Bar implements AutoCloseable {
    private static final long PATIENCE_MS = 2000;
    private static final long TICK_MS = 200;

    /** What is counted. */
    public enum Unit {
        EVENTS(" events", 1),
        FILES("", 1),
        BYTES(" MB", 1_000_000);

        private final String text;
        private final long scale;

        Unit(String text, long scale) {
            this.text = text;
            this.scale = scale;
        }
    }

    /** How much there is to do, 0 if nobody knows; asked for only where somebody waits. */
    public interface All {
        long count() throws IOException;
    }

    private record Told(String what, long done, long total) {}

    private final String task;
    private final Unit unit;
    private final All all;
    private final int width;
    private final LongAdder added = new LongAdder();
    private volatile @Nullable Told told;
    private final @Nullable Thread drawer;

    /** Begins to wait for what takes long. */
    public Bar(Console console, String task, Unit unit, All all) {
        this.task = task;
        this.unit = unit;
        this.all = all;
        this.width = console.width();
        // Neither thread nor bar, as long as they would not be seen.
        this.drawer = console.errTerminal() ? new Thread(this::draw, "progress") : null;
        if (drawer != null) {
            drawer.setDaemon(true);
            drawer.start();
        }
    }

    /** For who tells how much there is with each {@link #update}. */
    public Bar(Console console, String task, Unit unit) {
        this(console, task, unit, () -> 0);
    }

    /** So many more. */
    public void add(long count) {
        added.add(count);
    }

    /** So many of those that there are; below 0 if nobody knows. */
    public void update(String what, long done, long total) {
        told = new Told(what, done, total);
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

    private void draw() {
        try {
            Thread.sleep(PATIENCE_MS);
            while (told == null && added.sum() == 0) {
                Thread.sleep(TICK_MS);
            }
            // Below 0, the bar says that it does not know, and does not call what is done all there is.
            long counted = all.count();
            long most = counted == 0 ? -1 : counted;
            var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setUnit(unit.text, unit.scale)
                    .setInitialMax(most)
                    .setStyle(ProgressBarStyle.ASCII)
                    .showSpeed()
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(err, width - 1))
                    .build()) {
                while (true) {
                    show(bar, most);
                    Thread.sleep(TICK_MS);
                }
            }
        } catch (InterruptedException finished) {
            // The bar has cleared itself.
        } catch (IOException unreadable) {
            // The command itself is about to say so.
        }
    }

    private void show(ProgressBar bar, long most) {
        Told last = told;
        if (last == null) {
            bar.stepTo(most < 0 ? added.sum() : Math.min(most, added.sum()));
        } else {
            bar.maxHint(last.total());
            bar.stepTo(last.done());
            bar.setExtraMessage(Printable.line(last.what()));
        }
    }
}
