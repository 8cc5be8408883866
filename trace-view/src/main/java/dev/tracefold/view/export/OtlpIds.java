/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.view.lookup.Node;

/** Ids of traces and spans: hashes of ours, so that an object has the same whenever it is sent. */
final class OtlpIds {
    private static final int TRACE = 16;
    private static final int SPAN = 8;

    private final String rollout;

    OtlpIds(RolloutId rollout) {
        this.rollout = rollout.value();
    }

    ByteString trace() {
        return hash(TRACE, "trace", rollout);
    }

    /** The span that is the session as a whole. */
    ByteString root() {
        return hash(SPAN, "rollout", rollout);
    }

    ByteString span(Node node) {
        return hash(SPAN, rollout, node.kind().word(), node.id());
    }

    private static ByteString hash(int length, String... names) {
        MessageDigest sha = sha256();
        for (String name : names) {
            byte[] utf8 = name.getBytes(UTF_8);
            // With its length before it, no name runs into the next.
            sha.update(new byte[] {
                (byte) (utf8.length >> 24), (byte) (utf8.length >> 16), (byte) (utf8.length >> 8), (byte) utf8.length
            });
            sha.update(utf8);
        }
        byte[] digest = sha.digest();
        // An id of zeros alone is invalid.
        digest[0] |= 1;
        return ByteString.copyFrom(digest, 0, length);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
