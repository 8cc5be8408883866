/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.Map;
import java.util.TreeMap;

/** Counts what does not become part of a graph. A file may hold any number of odd types, so only so many are told apart. */
final class PassedOver {
    private static final int MOST_KINDS = 200;
    private static final int LONGEST = 80;

    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        String name = what.length() <= LONGEST ? what : what.substring(0, LONGEST) + "…";
        counts.merge(counts.size() < MOST_KINDS || counts.containsKey(name) ? name : "others", 1L, Long::sum);
    }

    Map<String, Long> counts() {
        return counts;
    }
}
