/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant, of those that are offered. Belongs to one thread. */
public final class Near {
    private static final int MOST = 3;

    // Longer words are no typing mistakes of each other.
    private static final int LONGEST = 100;

    private final String wanted;
    private final List<String> names = new ArrayList<>();
    private final List<Integer> distances = new ArrayList<>();

    Near(String typed) {
        wanted = typed.toLowerCase(Locale.ROOT);
    }

    /** The few names that are near to what was typed, nearest first; mostly none. */
    public static List<String> to(String typed, Collection<String> names) {
        Near near = new Near(typed);
        names.forEach(near::offer);
        return near.names();
    }

    /** Looks at one more name. */
    void offer(String name) {
        int distance = distance(wanted, name.toLowerCase(Locale.ROOT));
        if (distance > Math.max(2, wanted.length() / 3) || names.contains(name)) {
            return;
        }
        int place = names.size();
        while (place > 0 && distances.get(place - 1) > distance) {
            place--;
        }
        names.add(place, name);
        distances.add(place, distance);
        if (names.size() > MOST) {
            names.remove(MOST);
            distances.remove(MOST);
        }
    }

    /** The nearest of those that were offered, nearest first. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** How many letters have to be typed differently to get from one word to another. */
    private static int distance(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
