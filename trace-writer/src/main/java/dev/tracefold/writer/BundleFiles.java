/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** What a writer needs of the disk; tests put failing ones in its place. */
interface BundleFiles extends Closeable {
    /** A payload that is being written, under a name that no event will ever mention. One thread's own. */
    abstract class Partial extends OutputStream {
        /** Makes what was written so far survive the machine. */
        abstract void force() throws IOException;

        /** Drops what was written so far. */
        abstract void restart() throws IOException;

        /** Removes it, if it was not published. Never throws: it is called when something has failed already. */
        abstract void discard();
    }

    /** Starts a payload. May be called from any thread. */
    Partial newPartial() throws IOException;

    /** Gives a closed payload its name, at once and whole. */
    void publish(Partial partial, long ordinal) throws IOException;

    /** Hands the bytes to the operating system in one call. */
    void append(byte[] bytes, int length) throws IOException;

    /** Makes the log survive the machine. */
    void forceLog() throws IOException;

    /** Makes the names of published payloads survive the machine. */
    void forcePayloadNames() throws IOException;

    /** Closes the log. */
    @Override
    void close() throws IOException;
}
