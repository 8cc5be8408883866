/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import dev.tracefold.model.graph.History;
import dev.tracefold.model.id.ItemId;

/**
 * Writes the lists of items that requests carry. One is mostly the beginning of another, a thousand times over, and that
 * is nearly all of a long session's state; so what was written of a list is kept and copied. Belongs to one thread.
 */
final class HistoryLists {
    // One for each history that may alternate with others: those of agents, and those behind compactions.
    private static final int MOST_KEPT = 64;

    private final JsonOut out;
    private final int depth;
    private final Map<ItemId, Written> byFirst = new HashMap<>();

    HistoryLists(JsonOut out, int depth) {
        this.out = out;
        this.depth = depth;
    }

    /** Writes a list, which is not empty, at the depth that this is for. */
    void write(History<ItemId> ids) throws IOException {
        Written written = byFirst.get(ids.get(0));
        if (written == null) {
            if (byFirst.size() == MOST_KEPT) {
                byFirst.clear();
            }
            written = new Written(depth);
            byFirst.put(ids.get(0), written);
        }
        out.copyArray(written.text, written.lengthOf(ids));
    }

    /** A list that was written, with where each of its items ends. */
    private static final class Written {
        private final JsonOut text;
        private History<ItemId> ids = History.empty();
        private int[] ends = new int[16];

        Written(int depth) throws IOException {
            text = JsonOut.inMemoryAt(depth);
            text.startArray();
        }

        /** Sees to it that the text begins with that list, and tells how far it goes. */
        int lengthOf(History<ItemId> list) throws IOException {
            int common = common(list);
            if (common < list.size()) {
                text.cutTo(common == 0 ? 1 : ends[common - 1], common > 0);
                for (ItemId id : list.subList(common, list.size())) {
                    text.id(id);
                    if (common == ends.length) {
                        ends = Arrays.copyOf(ends, common * 2);
                    }
                    ends[common++] = text.position();
                }
                ids = list;
            }
            return ends[list.size() - 1];
        }

        /** How many at the beginning are the same. */
        private int common(History<ItemId> list) {
            int most = Math.min(list.size(), ids.size());
            int common = list.shared(ids);
            while (common < most && ids.get(common).equals(list.get(common))) {
                common++;
            }
            return common;
        }
    }
}
