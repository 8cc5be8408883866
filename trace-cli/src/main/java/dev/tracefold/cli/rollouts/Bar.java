/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.rollout.Progress;
import dev.tracefold.view.text.Printable;

/** Progress on standard error, for what takes more than a second and where somebody looks. Any thread may report. */
final class Bar implements Progress, AutoCloseable {
    private static final long PATIENCE_NS = 1_000_000_000;

    private final String task;
    private final boolean watched;
    private final int width;
    private final long begun = System.nanoTime();
    private @Nullable ProgressBar bar;

    Bar(Console console, String task) {
        this.task = task;
        this.watched = console.errTerminal();
        this.width = console.width();
    }

    @Override
    public synchronized void update(String what, long done, long total) {
        if (!watched || System.nanoTime() - begun < PATIENCE_NS) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(
                            new PrintStream(new FileOutputStream(FileDescriptor.err), true), width - 1))
                    .build();
        }
        bar.maxHint(total);
        bar.stepTo(done);
        bar.setExtraMessage(Printable.line(what));
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
