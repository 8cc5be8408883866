/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/**
 * Tells pages that their session has grown, as server-sent events, until the session has ended. Each page that listens
 * takes a thread, so there is room for a few. Thread-safe.
 */
final class Followers {
    private static final int MOST = 16;

    // A page fetches its data anew whenever it hears of growth, so it is not told of every event; where the data takes
    // long to make, so rarely that making it takes a third of the time at most.
    private static final int POLL_MS = 200;
    private static final int LEAST_PAUSE_MS = 600;
    private static final int MOST_PAUSE_MS = 10_000;

    // Only a write shows that nobody listens any more.
    private static final int HEARTBEAT_MS = 10_000;

    private final Semaphore room = new Semaphore(MOST);

    /**
     * Follows a session.
     *
     * @param told how far the page knows it, by its last seq; what it missed is told at once
     */
    void follow(ShownSession session, long told, Reply reply) throws IOException, InterruptedException {
        session.advance();
        if (!session.grows() && session.lastSeq() <= told) {
            reply.nothing();
            return;
        }
        if (!room.tryAcquire()) {
            reply.problem(503, "too many pages follow already; close one");
            return;
        }
        try {
            if (reply.headOnly()) {
                reply.nothing();
                return;
            }
            try (OutputStream out = reply.events()) {
                out.write("retry: 1000\n\n".getBytes(UTF_8));
                out.flush();
                tell(session, told, out);
            }
        } finally {
            room.release();
        }
    }

    private static void tell(ShownSession session, long toldBefore, OutputStream out)
            throws IOException, InterruptedException {
        long told = toldBefore;
        long quietMs = 0;
        while (true) {
            session.advance();
            boolean grows = session.grows();
            long lastSeq = session.lastSeq();
            long pause = POLL_MS;
            if (lastSeq > told) {
                write(out, "id: " + lastSeq + "\nevent: grown\ndata: {\"last_seq\":" + lastSeq + "}\n\n");
                told = lastSeq;
                pause = Math.max(LEAST_PAUSE_MS, Math.min(MOST_PAUSE_MS, 2 * session.millisOfData()));
                quietMs = 0;
            } else if (quietMs >= HEARTBEAT_MS) {
                write(out, ":\n\n");
                quietMs = 0;
            }
            if (!grows) {
                // The page asks once more, and is told that there is nothing to follow.
                return;
            }
            Thread.sleep(pause);
            quietMs += pause;
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
