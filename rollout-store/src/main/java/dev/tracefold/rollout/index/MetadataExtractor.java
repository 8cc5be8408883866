/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.line.ConversationText;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.read.RolloutReader;

/** Makes a row from a rollout in one pass over its lines. Thread-safe. */
public final class MetadataExtractor {
    private final FileOps files;
    private final ConversationText text;
    private final String defaultProvider;

    public MetadataExtractor(FileOps files, ConversationText text, String defaultProvider) {
        this.files = files;
        this.text = text;
        this.defaultProvider = defaultProvider;
    }

    /**
     * The extractor that most callers want.
     *
     * @param defaultProvider what a rollout that names no provider counts as
     */
    public static MetadataExtractor withDefaults(String defaultProvider) {
        return new MetadataExtractor(FileOps.REAL, ConversationText.DEFAULT, defaultProvider);
    }

    /**
     * Reads whichever form exists.
     *
     * @throws RolloutException INTERNAL when no line can be read, or neither header nor name say which thread it is
     */
    public Extraction extract(Path path) throws IOException {
        MetadataFold fold = new MetadataFold(
                RolloutForms.plain(path), RolloutName.parse(RolloutForms.fileName(path)), text, defaultProvider);
        try (RolloutReader reader = RolloutReader.open(path, files, ByteLines.DEFAULT_CAP, bad -> {})) {
            long items = 0;
            for (RolloutLine line = reader.next(); line != null; line = reader.next()) {
                fold.apply(line);
                items++;
            }
            if (items == 0) {
                throw RolloutException.internal("empty session file: " + path);
            }
            return new Extraction(fold.row(modified(path)), reader.parseErrors());
        }
    }

    /** The modification time of the form that exists, or -1. */
    static long modified(Path path) {
        try {
            Path form = RolloutForms.resolve(path).orElse(path);
            return Files.getLastModifiedTime(form).toMillis();
        } catch (IOException e) {
            return -1;
        }
    }

    /** The provider of threads that state none. */
    public String defaultProvider() {
        return defaultProvider;
    }

    MetadataFold foldFrom(ThreadRow row) {
        return MetadataFold.continuing(row, text, defaultProvider);
    }

    MetadataFold foldFor(Path plain) {
        return new MetadataFold(plain, RolloutName.parse(RolloutForms.fileName(plain)), text, defaultProvider);
    }
}
