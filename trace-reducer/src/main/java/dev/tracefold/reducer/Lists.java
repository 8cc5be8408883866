/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.ArrayList;
import java.util.List;

/** Short lists of the graph. */
final class Lists {
    private Lists() {}

    /** The list with an element at its end, once. */
    static <T> List<T> with(List<T> list, T element) {
        if (list.contains(element)) {
            return list;
        }
        return switch (list.size()) {
            case 0 -> List.of(element);
            case 1 -> List.of(list.get(0), element);
            default -> {
                List<T> longer = new ArrayList<>(list);
                longer.add(element);
                yield List.copyOf(longer);
            }
        };
    }
}
