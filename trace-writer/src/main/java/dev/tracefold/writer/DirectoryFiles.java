/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.tracefold.model.json.ManifestJson;
import dev.tracefold.model.raw.TraceManifest;

/**
 * A bundle's directory.
 *
 * <p>Log and payloads are plain {@link FileOutputStream}s on purpose: a channel closes itself for good when a thread
 * that writes to it is interrupted, and hosts interrupt their threads.
 */
final class DirectoryFiles implements BundleFiles {
    private final Path payloads;
    private final FileOutputStream log;
    private final AtomicLong partials = new AtomicLong();

    private DirectoryFiles(Path payloads, FileOutputStream log) {
        this.payloads = payloads;
        this.log = log;
    }

    /** Makes the bundle: an empty log, and the manifest last, so that a bundle that can be read is a whole one. */
    static DirectoryFiles create(Path bundle, TraceManifest manifest) throws IOException {
        Files.createDirectories(bundle);
        try (Stream<Path> entries = Files.list(bundle)) {
            if (entries.findAny().isPresent()) {
                throw new FileAlreadyExistsException(bundle.toString(), null, "a bundle is never written over");
            }
        }
        Path payloads = Files.createDirectory(bundle.resolve(manifest.payloadsDir()));
        Path log = Files.createFile(bundle.resolve(manifest.rawEventLog()));
        Files.write(
                bundle.resolve(TraceManifest.FILE_NAME), ManifestJson.toBytes(manifest), StandardOpenOption.CREATE_NEW);
        return new DirectoryFiles(payloads, new FileOutputStream(log.toFile(), true));
    }

    @Override
    public Partial newPartial() throws IOException {
        return new PartialFile(payloads.resolve(partials.incrementAndGet() + ".partial"));
    }

    @Override
    public void publish(Partial partial, long ordinal) throws IOException {
        Files.move(((PartialFile) partial).path, payloads.resolve(ordinal + ".json"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void append(byte[] bytes, int length) throws IOException {
        log.write(bytes, 0, length);
    }

    @Override
    public void forceLog() throws IOException {
        log.getFD().sync();
    }

    @Override
    public void forcePayloadNames() throws IOException {
        DirectoryForce.force(payloads);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }

    private static final class PartialFile extends Partial {
        private final Path path;
        private FileOutputStream out;

        PartialFile(Path path) throws IOException {
            this.path = path;
            this.out = new FileOutputStream(path.toFile());
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        void force() throws IOException {
            out.getFD().sync();
        }

        @Override
        void restart() throws IOException {
            out.close();
            out = new FileOutputStream(path.toFile());
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        void discard() {
            try {
                out.close();
                Files.deleteIfExists(path);
            } catch (IOException leftBehind) {
                // No event names the file, so readers never look; the failure that led here is the one to report.
            }
        }
    }
}
