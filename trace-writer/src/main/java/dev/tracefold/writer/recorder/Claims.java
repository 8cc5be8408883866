/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Which things of one kind are in the log. A thing is claimed before its start is appended, so that it starts only once,
 * and is there for others only after, so that nothing overtakes its start.
 */
final class Claims<K, V> {
    private static final class Claim<V> {
        private final V value;
        private volatile boolean recorded;

        Claim(V value) {
            this.value = value;
        }
    }

    private final ConcurrentMap<K, Claim<V>> claims = new ConcurrentHashMap<>();

    /** Records a start, if it is the first; gives the claim up if that fails. */
    void start(K key, V value, String what, Boundary.Step start) throws Exception {
        Claim<V> claim = new Claim<>(value);
        if (claims.putIfAbsent(key, claim) != null) {
            throw Drop.outOfPlace(what + " " + key + " has started before");
        }
        try {
            start.run();
            claim.recorded = true;
        } finally {
            if (!claim.recorded) {
                claims.remove(key, claim);
            }
        }
    }

    /** What was said about a thing whose start is in the log. */
    @Nullable
    V find(K key) {
        Claim<V> claim = claims.get(key);
        return claim != null && claim.recorded ? claim.value : null;
    }
}
