/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.ByteSearch;

/**
 * Looks for raw bytes in a stream of lines and hands out only the lines that contain them. Everything else is looked at
 * once, in a large buffer, without being cut into lines. Lines above the cap, which readers do not read either, are passed
 * over and counted.
 */
final class LineScan {
    private static final int INITIAL = 512 << 10;

    private final ByteSearch needle;
    private final int cap;
    private byte[] buffer = new byte[INITIAL];
    private long scanned;
    private long passedOver;

    LineScan(ByteSearch needle) {
        this(needle, ByteLines.DEFAULT_CAP);
    }

    /** With another cap on a line, which is not below half a megabyte. */
    LineScan(ByteSearch needle, int cap) {
        this.needle = needle;
        this.cap = cap;
    }

    /** Decides about a line; true ends the scan. */
    @FunctionalInterface
    interface Hit {
        boolean line(byte[] bytes, int start, int length) throws IOException;
    }

    /** How many bytes were looked at, over all streams. */
    long scanned() {
        return scanned;
    }

    /** How many lines were too long to be looked at, over all streams. */
    long passedOver() {
        return passedOver;
    }

    /** Scans to the end or until a hit says that it is enough. */
    boolean scan(InputStream in, Hit hit) throws IOException {
        int lineStart = 0; // where the unfinished line at the end of the buffer begins
        int searched = 0; // everything before is known not to start a match
        int limit = 0;
        boolean tooLong = false; // whether the unfinished line began before the buffer
        boolean end = false;
        while (!end) {
            if (limit == buffer.length) {
                if (tooLong || (lineStart == 0 && limit > cap)) {
                    passedOver += tooLong ? 0 : 1;
                    tooLong = true;
                    lineStart = limit;
                }
                int kept = limit - lineStart;
                if (kept > buffer.length / 2) {
                    buffer = Arrays.copyOfRange(buffer, lineStart, lineStart + Math.min(cap + 1, buffer.length * 2));
                } else {
                    System.arraycopy(buffer, lineStart, buffer, 0, kept);
                }
                searched = Math.max(0, searched - lineStart);
                limit = kept;
                lineStart = 0;
            }
            int n = in.read(buffer, limit, buffer.length - limit);
            end = n < 0;
            limit += Math.max(0, n);
            scanned += Math.max(0, n);
            boolean waiting = false;
            while (!waiting) {
                int at = needle.find(buffer, searched, limit);
                if (at < 0) {
                    break;
                }
                int from = lastNewline(at, lineStart) + 1;
                tooLong &= from == lineStart;
                int to = nextNewline(at, limit);
                if (to < 0 && !end) {
                    lineStart = from;
                    searched = at;
                    waiting = true;
                } else {
                    int stop = to < 0 ? limit : to;
                    if (!tooLong && hit.line(buffer, from, stop - from)) {
                        return true;
                    }
                    tooLong = false;
                    searched = Math.min(limit, stop + 1);
                    lineStart = searched;
                }
            }
            if (!waiting) {
                searched = Math.max(searched, limit - needle.length() + 1);
                int unseen = Math.max(lineStart, limit - Math.max(0, n));
                int newline = lastNewline(limit, unseen);
                if (newline >= unseen) {
                    lineStart = newline + 1;
                    tooLong = false;
                }
            }
        }
        return false;
    }

    private int lastNewline(int before, int notBefore) {
        for (int i = before - 1; i >= notBefore; i--) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return notBefore - 1;
    }

    private int nextNewline(int from, int limit) {
        for (int i = from; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
