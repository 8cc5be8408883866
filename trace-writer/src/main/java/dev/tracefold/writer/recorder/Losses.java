/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was not recorded, by reason. Counts only rise; the first of each reason is logged. Safe from many threads. */
public final class Losses {
    private static final Logger LOG = LoggerFactory.getLogger(TraceRecorder.class);

    /** One counter a reason; the map itself never changes. */
    private final Map<LossReason, LongAdder> counts = new EnumMap<>(LossReason.class);

    private final Set<LossReason> logged = ConcurrentHashMap.newKeySet();

    Losses() {
        for (LossReason reason : LossReason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /** How often that reason came up. */
    public long count(LossReason reason) {
        LongAdder counter = counts.get(reason);
        return counter == null ? 0 : counter.sum();
    }

    /** How often any reason came up. */
    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** The reasons that came up, each with its count. */
    public Map<LossReason, Long> byReason() {
        Map<LossReason, Long> counted = new EnumMap<>(LossReason.class);
        for (LossReason reason : LossReason.values()) {
            if (count(reason) > 0) {
                counted.put(reason, count(reason));
            }
        }
        return counted;
    }

    /** Never throws, because a logger may. */
    void count(LossReason reason, String what, @Nullable Throwable cause) {
        LongAdder counter = counts.get(reason);
        if (counter != null) {
            counter.increment();
        }
        if (!logged.add(reason)) {
            return;
        }
        try {
            LOG.warn("trace: {} was not recorded ({}); from here on this is only counted", what, reason, cause);
        } catch (RuntimeException | LinkageError | StackOverflowError loggerBroken) {
            // The count tells all the same.
        }
    }

    @Override
    public String toString() {
        return byReason().toString();
    }
}
