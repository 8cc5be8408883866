/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.ReducedState;

/**
 * A bundle that is still being written, folded as far as it goes. The last line may be there in part: it counts once its
 * newline has come. What cannot be folded is left out and told, as in salvage. Belongs to one thread.
 */
public final class LiveReplay implements Closeable {
    /**
     * What a line of the log came to.
     *
     * @param event absent where the line was left out
     * @param noticed why it was, or what is missing in front of it
     */
    public record Line(@Nullable RawTraceEvent event, List<Diagnostic> noticed) {
        public Line {
            noticed = List.copyOf(noticed);
        }
    }

    private final EventFeed feed;
    private final Replay.Run run;

    private LiveReplay(EventFeed feed, Replay.Run run) {
        this.feed = feed;
        this.run = run;
    }

    /**
     * Opens the log of a bundle at its beginning.
     *
     * @throws ReplayException if there is none inside the bundle
     * @throws IOException if it cannot be opened
     */
    public static LiveReplay open(Bundle bundle) throws IOException, ReplayException {
        EventFeed feed = LiveFeed.open(EventLog.of(new WholeLines(Files.newInputStream(bundle.log()))), bundle);
        return new LiveReplay(feed, Replay.salvage(() -> bundle).new Run(bundle.manifest(), feed));
    }

    /** The state behind all that was polled so far, not finished: what is under way may still arrive. */
    public ReducedState state() {
        return run.state();
    }

    /**
     * Takes in what was written since the last call.
     *
     * @throws IOException if the log cannot be read
     */
    public List<Line> poll() throws IOException {
        return poll((event, state) -> {});
    }

    /**
     * The same, showing each event that was folded with the state behind it.
     *
     * @throws IOException as above
     */
    public List<Line> poll(BiConsumer<RawTraceEvent, ReducedState> watcher) throws IOException {
        List<Line> found = new ArrayList<>();
        List<RawTraceEvent> folded = new ArrayList<>(1);
        int noticed = run.diagnostics().size();
        BiConsumer<RawTraceEvent, ReducedState> folding = (event, state) -> {
            folded.add(event);
            watcher.accept(event, state);
        };
        while (run.step(folding)) {
            List<Diagnostic> all = run.diagnostics();
            found.add(new Line(folded.isEmpty() ? null : folded.get(0), all.subList(noticed, all.size())));
            noticed = all.size();
            folded.clear();
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        feed.close();
    }
}
