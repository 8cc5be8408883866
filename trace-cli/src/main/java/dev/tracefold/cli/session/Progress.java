/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

import dev.tracefold.cli.terminal.Bar;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

/**
 * A bar for what reads sessions. It counts the events of bundles. How many of these a rollout makes, only its translation
 * tells, so where there is a rollout, bytes of rollouts are counted. Any thread may count.
 */
public final class Progress implements AutoCloseable {
    private final boolean ofBytes;
    private final Bar bar;

    /** Starts to count what is read once of each session, with agents where these are wanted. */
    public Progress(Console console, String task, List<Path> sessions, WithAgents agents) {
        ofBytes = sessions.stream().anyMatch(Sessions::isRollout);
        bar = new Bar(console, task, ofBytes ? Bar.Unit.BYTES : Bar.Unit.EVENTS, () -> {
            long all = 0;
            for (Path session : sessions) {
                all += ofBytes ? bytes(session, agents) : lines(session);
            }
            return all;
        });
    }

    /** One event more. */
    public void event() {
        if (!ofBytes) {
            bar.add(1);
        }
    }

    /** So many bytes more of rollouts. */
    void bytes(long count) {
        if (ofBytes) {
            bar.add(count);
        }
    }

    @Override
    public void close() {
        bar.close();
    }

    private static long bytes(Path session, WithAgents agents) throws IOException {
        if (!Sessions.isRollout(session)) {
            return 0;
        }
        try (TraceSource opened = agents.open(session)) {
            return opened instanceof RolloutSource rollout ? rollout.storedBytes() : 0;
        } catch (ReplayException noRollout) {
            return 0;
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
