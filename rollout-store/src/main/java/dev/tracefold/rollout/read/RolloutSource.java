/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.internal.Zstd;

/**
 * Opens the plain bytes of a rollout whichever form exists. Readers take no lock: when the form that was resolved is
 * gone before it could be opened, a compressor or an appender has just switched forms, and looking again finds the other.
 */
public final class RolloutSource {
    private static final int RETRIES = 3;
    private static final long RETRY_MILLIS = 50;

    private final FileOps files;

    public RolloutSource(FileOps files) {
        this.files = files;
    }

    /**
     * Opens the rollout's plain bytes.
     *
     * @throws NoSuchFileException naming the given path when neither form exists
     */
    public InputStream open(Path path) throws IOException {
        return openToReadAgain(path, Opening.ONCE);
    }

    /**
     * The same for who may ask for some of the bytes again: {@link ReadAgain}, unless the plain form is known to have fewer
     * bytes than the smallest that is opened so.
     *
     * @throws NoSuchFileException naming the given path when neither form exists
     */
    InputStream openToReadAgain(Path path, Opening opening) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                return openOnce(path, opening);
            } catch (NoSuchFileException e) {
                if (attempt == RETRIES) {
                    throw e;
                }
                sleep();
            }
        }
    }

    /** Opens the rollout's plain bytes as lines. */
    public ByteLines lines(Path path, int cap) throws IOException {
        return new ByteLines(open(path), cap);
    }

    private InputStream openOnce(Path path, Opening opening) throws IOException {
        Path form = RolloutForms.resolve(path).orElse(path);
        files.reached(Step.READER_RESOLVED, form);
        if (RolloutForms.isCompressed(form)) {
            InputStream decoder = Zstd.decoder(new CountedInput(files.openInput(form), opening.read()));
            return opening.smallest() == Long.MAX_VALUE ? decoder : new PlainCopy(decoder, opening.smallest(), files);
        }
        return canBeReadAgain(form, opening.smallest())
                ? openTwice(form, opening.read())
                : new CountedInput(files.openInput(form), opening.read());
    }

    /** If another file takes the name between the two, the texts that were left there know by their checksums. */
    private PlainFile openTwice(Path form, LongConsumer read) throws IOException {
        FileChannel channel = files.openRead(form);
        try {
            return new PlainFile(channel, new RandomAccessFile(form.toFile(), "r"), read);
        } catch (FileNotFoundException e) {
            channel.close();
            throw Files.exists(form) ? e : new NoSuchFileException(form.toString());
        }
    }

    private static boolean canBeReadAgain(Path file, long smallest) throws IOException {
        return file.getFileSystem() == FileSystems.getDefault()
                && Files.isRegularFile(file)
                && Files.size(file) >= smallest;
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a rollout", e);
        }
    }
}
