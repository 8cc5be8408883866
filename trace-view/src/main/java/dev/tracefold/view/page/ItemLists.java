/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tracefold.model.graph.History;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.view.lookup.NodeKind;

/**
 * The long lists of items, which for the most part begin like one before: each request repeats what the one before it
 * said. Written as number of that other list, how much is the same, how many items at the beginning the page does not have,
 * and what comes behind. Those that it does not have are not among the same; so many of them elsewhere are a number below 0.
 * Not to be shared between threads.
 */
final class ItemLists {
    // A request goes on from the one before it, from what a compaction left, or from the thread as a whole.
    private static final int LOOKED_BACK = 4;

    private final NodeTable nodes;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Id, List<Integer>> byOwner = new HashMap<>();

    private record Entry(History<ItemId> ids, int base, int same, int missing) {}

    ItemLists(NodeTable nodes) {
        this.nodes = nodes;
    }

    /** Takes a list in, and gives its number. */
    int number(Id owner, History<ItemId> ids) {
        List<Integer> earlier = byOwner.computeIfAbsent(owner, unused -> new ArrayList<>());
        int base = -1;
        int same = 0;
        for (int i = earlier.size() - 1; i >= Math.max(0, earlier.size() - LOOKED_BACK); i--) {
            int common = common(ids, entries.get(earlier.get(i)).ids);
            if (common > same) {
                base = earlier.get(i);
                same = common;
            }
        }
        int missing = base < 0 ? 0 : entries.get(base).missing;
        if (same <= missing) {
            base = -1;
            missing = same + missing(ids, same);
            same = missing;
        }
        entries.add(new Entry(ids, base, same, missing));
        earlier.add(entries.size() - 1);
        return entries.size() - 1;
    }

    private static int common(History<ItemId> one, History<ItemId> other) {
        int most = Math.min(one.size(), other.size());
        int common = one.shared(other);
        while (common < most && one.get(common).equals(other.get(common))) {
            common++;
        }
        return common;
    }

    /** How many items from a place on the page does not have. */
    private int missing(History<ItemId> ids, int from) {
        int at = from;
        while (at < ids.size() && nodes.of(NodeKind.ITEM, ids.get(at)) == null) {
            at++;
        }
        return at - from;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Entry entry : entries) {
            json.writeStartArray();
            json.writeNumber(entry.base);
            json.writeNumber(entry.same - entry.missing);
            json.writeNumber(entry.missing);
            writeItems(entry, json);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeItems(Entry entry, JsonGenerator json) throws IOException {
        int missing = 0;
        for (ItemId id : entry.ids.subList(entry.same, entry.ids.size())) {
            Integer item = nodes.of(NodeKind.ITEM, id);
            if (item == null) {
                missing++;
                continue;
            }
            if (missing > 0) {
                json.writeNumber(-missing);
                missing = 0;
            }
            json.writeNumber(item);
        }
        if (missing > 0) {
            json.writeNumber(-missing);
        }
    }
}
