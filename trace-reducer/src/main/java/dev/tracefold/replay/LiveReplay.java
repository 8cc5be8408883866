/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vavr.control.Either;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.reducer.Payloads;
import dev.tracefold.reducer.ReducedState;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.reducer.TraceReducer;

/**
 * A bundle that is still being written, folded as far as it goes. The last line may be there in part: it counts once its
 * newline has come. What cannot be folded is left out, as in salvage. Belongs to one thread.
 */
public final class LiveReplay implements Closeable {
    /** What a line of the log came to: an event, or an error, or both where the event could not be folded. */
    public record Line(
            @Nullable RawTraceEvent event, @Nullable ReductionError error) {}

    private final Payloads payloads;
    private final InputStream log;
    private byte[] pending = new byte[1 << 16];
    private int filled;
    private long lines;
    private ReducedState state;

    private LiveReplay(Bundle bundle, InputStream log) {
        this.payloads = new FilePayloads(bundle);
        this.log = log;
        this.state = ReducedState.empty(bundle.manifest());
    }

    /**
     * Opens the log of a bundle at its beginning.
     *
     * @throws ReplayException if there is none inside the bundle
     * @throws IOException if it cannot be opened
     */
    public static LiveReplay open(Bundle bundle) throws IOException, ReplayException {
        return new LiveReplay(bundle, Files.newInputStream(bundle.log()));
    }

    /** The state behind all that was polled so far, not finished: what is under way may still arrive. */
    public ReducedState state() {
        return state;
    }

    /**
     * Takes in what was written since the last call.
     *
     * @throws IOException if the log cannot be read
     */
    public List<Line> poll() throws IOException {
        List<Line> found = new ArrayList<>();
        int read;
        while ((read = log.read(pending, filled, pending.length - filled)) > 0) {
            int scanned = filled;
            filled += read;
            int start = 0;
            for (int i = scanned; i < filled; i++) {
                if (pending[i] == '\n') {
                    take(start, i, found);
                    start = i + 1;
                }
            }
            System.arraycopy(pending, start, pending, 0, filled - start);
            filled -= start;
            if (filled == pending.length) {
                pending = Arrays.copyOf(pending, 2 * pending.length);
            }
        }
        return found;
    }

    private void take(int from, int to, List<Line> found) {
        lines++;
        if (new String(pending, from, to - from, ISO_8859_1).isBlank()) {
            return;
        }
        try {
            RawTraceEvent event = RawEventJson.read(pending, from, to, lines);
            Either<ReductionError, ReducedState> next = TraceReducer.apply(state, event, payloads);
            if (next.isRight()) {
                state = next.get();
                found.add(new Line(event, null));
            } else {
                found.add(new Line(event, next.getLeft().atLine(lines)));
            }
        } catch (MalformedJsonException e) {
            found.add(new Line(
                    null,
                    new ReductionError(
                            ErrorCode.MALFORMED_EVENT, null, lines, null, Map.of("field", e.field()), e.problem())));
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
