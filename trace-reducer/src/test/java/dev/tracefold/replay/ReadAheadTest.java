/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.reducer.ReductionError;

/** The thread that folds never waits for one that is no more. */
@Timeout(60)
class ReadAheadTest {
    /** A log that ends in something that the reading thread knows no way to hand over, as when no memory is left. */
    private static final class Ending implements EventLog {
        private final Throwable end;

        Ending(Throwable end) {
            this.end = end;
        }

        @Override
        public boolean advance() {
            throw Ending.<RuntimeException>unchecked(end);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // on purpose
        private static <E extends Throwable> E unchecked(Throwable checked) throws E {
            throw (E) checked;
        }

        @Override
        public @Nullable RawTraceEvent event() {
            return null;
        }

        @Override
        public @Nullable ReductionError problem() {
            return null;
        }

        @Override
        public long line() {
            return 0;
        }

        @Override
        public boolean torn() {
            return false;
        }

        @Override
        public void close() {}
    }

    /** A session of which nothing is asked. */
    private static final class NoBodies implements TraceSource {
        @Override
        public Path location() {
            return Path.of("nowhere");
        }

        @Override
        public TraceManifest manifest() {
            throw new UnsupportedOperationException();
        }

        @Override
        public EventLog events() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Payload payload(PayloadRef ref) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void tells_how_the_other_thread_died() throws Exception {
        TimeoutException end = new TimeoutException("died");
        try (EventFeed feed = ReadAhead.of(new Ending(end), new NoBodies())) {
            assertThatThrownBy(feed::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasCause(end);
            assertThat(feed.next()).isNull();
        }
    }

    @Test
    void an_error_stays_one() throws Exception {
        OutOfMemoryError end = new OutOfMemoryError("none left");
        try (EventFeed feed = ReadAhead.of(new Ending(end), new NoBodies())) {
            assertThatThrownBy(feed::next).isSameAs(end);
        }
    }
}
