/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.line.BadLine;

/**
 * Where the bytes of a rollout are.
 *
 * @param path the form that was read
 * @param thread of the first session_meta
 * @param size on disk and in plain form
 * @param kinds lines by type and item type, the largest share first
 * @param images embedded as base64
 * @param history repeated by compactions
 * @param largest the ten longest lines, longest first
 * @param bad what could not be read
 * @param misnumbered lines whose numbers are wrong
 */
public record RolloutProfile(
        Path path,
        Optional<ThreadId> thread,
        Size size,
        List<Share> kinds,
        Images images,
        History history,
        List<LargeLine> largest,
        BadLines bad,
        Misnumbered misnumbered) {

    /** Bytes on disk, bytes of the plain form, lines, and those of them that are blank. */
    public record Size(long stored, long plain, long lines, long blank) {}

    /**
     * The lines of one kind.
     *
     * @param type the line's type
     * @param itemType the payload's own type; empty when it has none
     * @param bytes newlines included
     */
    public record Share(String type, String itemType, long lines, long bytes) {}

    /** Base64 images: how many, and how many bytes of text they are. */
    public record Images(long count, long bytes) {}

    /**
     * What compactions carry.
     *
     * @param compactions lines of type compacted
     * @param items in their replacement histories
     * @param bytes of those items
     * @param repeatedBytes of those items that stood in the file before, in a history or as a line of its own
     * @param exact false when there were too many different items to remember them all
     */
    public record History(long compactions, long items, long bytes, long repeatedBytes, boolean exact) {}

    /** A long line: its number, the offset of its first byte, its length, and its kind. */
    public record LargeLine(long number, long offset, long length, String type, String itemType) {}

    /**
     * Lines that could not be read.
     *
     * @param count of all of them
     * @param first the first hundred
     * @param truncated whether a compressed file ended early or was damaged
     */
    public record BadLines(long count, List<BadLine> first, boolean truncated) {
        public BadLines {
            first = List.copyOf(first);
        }
    }

    /** Lines whose numbers do not go on from those before, where lines have numbers: how many, and the first hundred. */
    public record Misnumbered(long count, List<BadLine> first) {
        public Misnumbered {
            first = List.copyOf(first);
        }
    }

    public RolloutProfile {
        kinds = List.copyOf(kinds);
        largest = List.copyOf(largest);
    }
}
