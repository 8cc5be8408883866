/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Checks what the tokens of a line leave out: they take overlong forms and surrogates in strings that are stepped over,
 * and guess other encodings from the first bytes. Reusable, not thread-safe.
 */
public final class StrictUtf8 {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer decoded = CharBuffer.allocate(4 << 10);

    /** Whether a line is UTF-8, and nothing that tokens would take for another encoding. */
    public boolean holds(byte[] bytes, int start, int length) {
        // In UTF-16 and UTF-32, one of the first two bytes of a JSON text is zero.
        for (int i = start; i < start + Math.min(2, length); i++) {
            if (bytes[i] == 0) {
                return false;
            }
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, start, length);
        decoder.reset();
        CoderResult result;
        do {
            decoded.clear();
            result = decoder.decode(in, decoded, true);
        } while (result.isOverflow());
        return result.isUnderflow();
    }
}
