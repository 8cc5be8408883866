/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.raw.RawEventPayload;

/** Whether a bundle is still being written, as far as it tells. */
final class Writing {
    /** The end of a session is among its last events. */
    private static final int TAIL = 1 << 18;

    private Writing() {}

    static boolean isOver(Path bundle, BundleListing listing, Instant now) throws IOException {
        return listing.youngest().isBefore(now.minus(BundlePacker.QUIET)) || hasEnded(bundle.resolve(listing.log()));
    }

    private static boolean hasEnded(Path log) throws IOException {
        if (!Files.isRegularFile(log)) {
            return false;
        }
        byte[] tail;
        boolean cut;
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL);
            cut = from > 0;
            tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
        }
        int begin = cut ? next(tail, 0) : 0;
        while (begin < tail.length) {
            int end = next(tail, begin);
            try {
                if (RawEventJson.read(tail, begin, end, 0).payload() instanceof RawEventPayload.RolloutEnded) {
                    return true;
                }
            } catch (MalformedJsonException noEvent) {
                // Blank, torn or broken: not the end, in any case.
            }
            begin = end;
        }
        return false;
    }

    private static int next(byte[] lines, int from) {
        for (int i = from; i < lines.length; i++) {
            if (lines[i] == '\n') {
                return i + 1;
            }
        }
        return lines.length;
    }
}
