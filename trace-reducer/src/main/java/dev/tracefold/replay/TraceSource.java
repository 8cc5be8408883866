/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.PiecedObject;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.TraceManifest;

/**
 * A recorded session, opened: its events, and the bodies behind them. What form it has at rest is its own business; a
 * {@link Bundle} is the plain one. Payloads may be asked for by any thread.
 */
public interface TraceSource extends Closeable {
    /** Opens a session, each time anew, so that it can be replayed as often as wanted. */
    interface Opener {
        /**
         * Opens the session.
         *
         * @throws ReplayException if there is none that can be read
         * @throws IOException if there is nothing, or it cannot be read
         */
        TraceSource open() throws IOException, ReplayException;
    }

    /** A body that was found. */
    interface Payload {
        /**
         * Its bytes.
         *
         * @throws IOException if they cannot be read, or are more than an array holds
         */
        byte[] bytes() throws IOException;

        /** The same, if it is at hand in pieces; null if it has to be read. */
        default @Nullable PiecedObject pieces() {
            return null;
        }
    }

    /** Where it lies, as it was given. */
    Path location();

    /** Who recorded what. */
    TraceManifest manifest();

    /**
     * The events from the first on; may be asked for again.
     *
     * @throws ReplayException if there is no log
     */
    EventLog events() throws IOException, ReplayException;

    /**
     * Finds the body behind a reference; does not read it yet.
     *
     * @throws ReplayException if it is not there, is no regular file, or lies outside
     */
    Payload payload(PayloadRef ref) throws IOException, ReplayException;

    /** Tells which bodies will be asked for next, where that makes it easier to find them. */
    default void expect(Collection<PayloadRef> refs) {}

    /** Gives back what was opened. */
    @Override
    default void close() throws IOException {}
}
