/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.reducer.body.NormalizedItem;

/**
 * One pass over the items of a body: each is found among what is known, or is new. Reconciling decides who an item is;
 * what follows from having seen it is the affair of {@link ItemLinks}.
 */
final class Reconciler {
    /** In whose name a body is read. */
    record Sighting(
            ThreadId threadId,
            @Nullable TurnId turnId,
            long atUnixMs,
            PayloadId payload,
            @Nullable ProducerRef producer) {}

    private record Started(CodeCellId cell, ItemId source) {}

    private final Draft draft;
    private final Sighting sighting;
    private final List<Started> started = new ArrayList<>();

    Reconciler(Draft draft, Sighting sighting) {
        this.draft = draft;
        this.sighting = sighting;
    }

    /** A whole history: each item is the one at its place if that fits, else the first that fits, else new. */
    Snapshot full(List<NormalizedItem> items, Snapshot baseline) throws Refusal {
        Snapshot result = baseline.take(unchanged(items, baseline));
        Unused unused = new Unused(draft, baseline, result.size());
        for (NormalizedItem item : items.subList(result.size(), items.size())) {
            refuseConflict(item);
            int place = result.size();
            boolean stays =
                    unused.has(place) && known(baseline, place).content().matches(item);
            int match = stays ? place : unused.first(item);
            result = result.append(reuseOrCreate(item, baseline, match, unused), item);
        }
        return ended(result);
    }

    /** The history that a compaction replaces: each item is the first that fits, else new. */
    Snapshot firstMatches(List<NormalizedItem> items, Snapshot baseline) throws Refusal {
        Snapshot result = baseline.take(unchanged(items, baseline));
        Unused unused = new Unused(draft, baseline, result.size());
        for (NormalizedItem item : items.subList(result.size(), items.size())) {
            refuseConflict(item);
            result = result.append(reuseOrCreate(item, baseline, unused.first(item), unused), item);
        }
        return ended(result);
    }

    /**
     * What comes behind a history: items stay those of the baseline as long as they fit there; from the first that does
     * not, all are new.
     */
    Snapshot append(List<NormalizedItem> items, Snapshot prefix, Snapshot baseline) throws Refusal {
        Snapshot result = prefix;
        boolean fits = true;
        for (NormalizedItem item : items) {
            refuseConflict(item);
            int place = result.size();
            fits = fits
                    && place < baseline.size()
                    && known(baseline, place).content().matches(item);
            ItemId id = fits ? reuse(baseline.ids().get(place), item) : create(item, sighting.payload());
            result = result.append(id, item);
        }
        return ended(result);
    }

    /** Items that are new whatever they say. */
    Snapshot allNew(List<NormalizedItem> items) throws Refusal {
        return append(items, Snapshot.EMPTY, Snapshot.EMPTY);
    }

    /** An item that no payload holds. */
    ItemId marker(NormalizedItem item) throws Refusal {
        return create(item, null);
    }

    /**
     * How many items at the beginning are the very objects that made the baseline. They need nothing: what was seen of
     * them then is what would be seen now.
     */
    @SuppressWarnings("ReferenceEquality")
    private static int unchanged(List<NormalizedItem> items, Snapshot baseline) {
        int most = Math.min(items.size(), baseline.size());
        int count = 0;
        while (count < most && items.get(count) == baseline.sightings().get(count)) {
            count++;
        }
        return count;
    }

    private Item known(Snapshot baseline, int place) {
        return draft.item(baseline.ids().get(place));
    }

    /** Items of one call id and kind say the same, so the first of them speaks for all. */
    private void refuseConflict(NormalizedItem item) throws Refusal {
        CallId callId = item.callId();
        if (callId == null) {
            return;
        }
        for (ItemId id : draft.thread(sighting.threadId()).calls().getOrElse(callId, List.of())) {
            NormalizedItem before = draft.item(id).content();
            if (before.kind() == item.kind()) {
                if (!before.matches(item)) {
                    throw new Refusal(
                                    ErrorCode.CALL_ID_CONFLICT,
                                    sighting.payload() + " says something else under call id " + callId + " than " + id
                                            + " does")
                            .with("call_id", callId)
                            .with("item", id)
                            .with("payload", sighting.payload());
                }
                return;
            }
        }
    }

    private ItemId reuseOrCreate(NormalizedItem item, Snapshot baseline, int match, Unused unused) throws Refusal {
        if (match < 0) {
            return create(item, sighting.payload());
        }
        unused.use(match);
        return reuse(baseline.ids().get(match), item);
    }

    @SuppressWarnings("ReferenceEquality")
    private ItemId reuse(ItemId id, NormalizedItem content) throws Refusal {
        Item before = draft.item(id);
        NormalizedItem completed = before.content().completedBy(content);
        Item item = completed == before.content() ? before : before.withContent(completed);
        if (sighting.producer() != null) {
            item = item.withProducer(sighting.producer());
        }
        if (item != before) {
            draft.put(item);
        }
        return id;
    }

    private ItemId create(NormalizedItem content, @Nullable PayloadId payload) throws Refusal {
        ItemId id = Ordinals.item(draft.items.size() + 1);
        Item item = new Item(
                id, sighting.threadId(), sighting.turnId(), sighting.atUnixMs(), payload, content, null, List.of());
        if (sighting.producer() != null) {
            item = item.withProducer(sighting.producer());
        }
        draft.items = draft.items.append(item);
        draft.put(draft.thread(sighting.threadId()).withItem(id, content.callId()));
        CodeCellId cell = ItemLinks.link(draft, item);
        if (cell != null) {
            started.add(new Started(cell, id));
        }
        return id;
    }

    /** Cells start when the pass is over, so that they find all that it brought. */
    private Snapshot ended(Snapshot result) throws Refusal {
        for (Started cell : started) {
            // A second item of the same call id is no source any more.
            if (draft.waitingCells.containsKey(cell.cell())) {
                CodeCellSteps.release(draft, cell.cell(), cell.source());
            }
        }
        started.clear();
        return result;
    }
}
