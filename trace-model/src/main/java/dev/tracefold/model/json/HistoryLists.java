/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    void write(List<ItemId> ids) throws IOException {
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
        private ItemId[] ids = new ItemId[16];
        private int[] ends = new int[16];
        private int count;

        Written(int depth) throws IOException {
            text = JsonOut.inMemoryAt(depth);
            text.startArray();
        }

        /** Sees to it that the text begins with that list, and tells how far it goes. */
        int lengthOf(List<ItemId> list) throws IOException {
            int size = list.size();
            int common = 0;
            while (common < size && common < count && ids[common].equals(list.get(common))) {
                common++;
            }
            if (common < size) {
                text.cutTo(common == 0 ? 1 : ends[common - 1], common > 0);
                count = common;
                for (ItemId id : list.subList(common, size)) {
                    add(id);
                }
            }
            return ends[size - 1];
        }

        private void add(ItemId id) throws IOException {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
            }
            text.string(id.value());
            ids[count] = id;
            ends[count] = text.position();
            count++;
        }
    }
}
