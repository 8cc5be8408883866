/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import java.nio.charset.StandardCharsets;

import dev.tracefold.rollout.internal.ByteSearch;

/** Adds up images that lines embed as data URLs. */
final class ImageCounter {
    private static final ByteSearch MARK = new ByteSearch(";base64,".getBytes(StandardCharsets.UTF_8));
    private static final byte[] PREFIX = "data:image/".getBytes(StandardCharsets.UTF_8);
    private static final int MAX_MEDIA_TYPE = 64;

    private long count;
    private long bytes;

    void count(byte[] line, int start, int length) {
        int end = start + length;
        int from = start;
        while (true) {
            int mark = MARK.find(line, from, end);
            if (mark < 0) {
                return;
            }
            int data = mark + MARK.length();
            int stop = data;
            while (stop < end && isBase64(line[stop])) {
                stop++;
            }
            int url = urlStart(line, Math.max(from, mark - MAX_MEDIA_TYPE), mark);
            if (url >= 0) {
                count++;
                bytes += stop - url;
            }
            from = stop;
        }
    }

    private static int urlStart(byte[] line, int from, int mark) {
        for (int at = mark - PREFIX.length; at >= from; at--) {
            boolean equal = true;
            for (int i = 0; i < PREFIX.length && equal; i++) {
                equal = line[at + i] == PREFIX[i];
            }
            if (equal) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isBase64(byte b) {
        return (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || (b >= '0' && b <= '9')
                || b == '+'
                || b == '/'
                || b == '='
                || b == '\\'; // Some writers escape slashes.
    }

    RolloutProfile.Images total() {
        return new RolloutProfile.Images(count, bytes);
    }
}
