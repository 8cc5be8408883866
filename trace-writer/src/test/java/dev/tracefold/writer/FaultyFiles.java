/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.raw.TraceManifest;

/** A disk that fails when it is told to. */
public final class FaultyFiles implements BundleFiles {
    private final BundleFiles files;
    private volatile boolean payloadsFail;
    private volatile boolean publishingFails;
    private volatile boolean logFails;
    private volatile boolean logTears;
    private volatile boolean forceFails;
    private volatile long forceMillis;
    private final AtomicLong forces = new AtomicLong();

    private FaultyFiles(BundleFiles files) {
        this.files = files;
    }

    /** A disk that works so far. */
    public static FaultyFiles in(Path bundle) throws IOException {
        return new FaultyFiles(DirectoryFiles.create(bundle, manifest()));
    }

    private static TraceManifest manifest() {
        return TraceManifest.of(new TraceId("trace-1"), new RolloutId("rollout-1"), new ThreadId("thread-root"), 7);
    }

    /** A writer on this disk. */
    public TraceWriter writer(WriterOptions options) {
        return new TraceWriter(manifest(), this, options);
    }

    public FaultyFiles payloadsFail(boolean fail) {
        payloadsFail = fail;
        return this;
    }

    FaultyFiles publishingFails(boolean fail) {
        publishingFails = fail;
        return this;
    }

    public FaultyFiles logFails(boolean fail) {
        logFails = fail;
        return this;
    }

    FaultyFiles logTears(boolean tear) {
        logTears = tear;
        return this;
    }

    FaultyFiles forceFails(boolean fail) {
        forceFails = fail;
        return this;
    }

    FaultyFiles forceTakes(long millis) {
        forceMillis = millis;
        return this;
    }

    long forces() {
        return forces.get();
    }

    @Override
    public Partial newPartial() throws IOException {
        return new FaultyPartial(files.newPartial());
    }

    @Override
    public void publish(Partial partial, long ordinal) throws IOException {
        failIf(publishingFails);
        files.publish(((FaultyPartial) partial).partial, ordinal);
    }

    @Override
    public void append(byte[] bytes, int length) throws IOException {
        if (logTears) {
            files.append(bytes, length / 2);
            failIf(true);
        }
        failIf(logFails);
        files.append(bytes, length);
    }

    @Override
    public void forceLog() throws IOException {
        forces.incrementAndGet();
        try {
            Thread.sleep(forceMillis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        failIf(forceFails);
        files.forceLog();
    }

    @Override
    public void forcePayloadNames() throws IOException {
        files.forcePayloadNames();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private static void failIf(boolean fail) throws IOException {
        if (fail) {
            throw new IOException("No space left on device");
        }
    }

    private final class FaultyPartial extends Partial {
        private final Partial partial;

        FaultyPartial(Partial partial) {
            this.partial = partial;
        }

        @Override
        public void write(int b) throws IOException {
            failIf(payloadsFail);
            partial.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            failIf(payloadsFail);
            partial.write(bytes, from, length);
        }

        @Override
        void force() throws IOException {
            partial.force();
        }

        @Override
        void restart() throws IOException {
            partial.restart();
        }

        @Override
        void discard() {
            partial.discard();
        }

        @Override
        public void close() throws IOException {
            partial.close();
        }
    }
}
