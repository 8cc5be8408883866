/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.HashMap;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.History;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.raw.PayloadRef;

/**
 * The last reference to each payload. There are more of them than of anything else, and a recorder numbers its payloads in
 * the order in which it writes them, so most references are kept one behind the other. Immutable.
 *
 * @param inOrder references whose ids are one word and rising numbers
 * @param others those of other ids, those that came too late to be in order, and those that took the place of another
 * @param replaced how many of the first kind have one of the second in their place
 */
record References(History<PayloadRef> inOrder, HashMap<PayloadId, PayloadRef> others, int replaced) {
    static final References NONE = new References(History.empty(), HashMap.empty(), 0);

    References with(PayloadRef ref) {
        if (goesOn(ref.payloadId())) {
            return new References(inOrder.with(ref), others, replaced);
        }
        PayloadRef before = get(ref.payloadId());
        if (ref.equals(before)) {
            return this;
        }
        boolean replaces = before != null && !others.containsKey(ref.payloadId());
        return new References(inOrder, others.put(ref.payloadId(), ref), replaced + (replaces ? 1 : 0));
    }

    private boolean goesOn(PayloadId id) {
        if (id.number() < 0) {
            return false;
        }
        if (inOrder.isEmpty()) {
            return !others.containsKey(id);
        }
        PayloadId last = inOrder.get(inOrder.size() - 1).payloadId();
        return last.number() < id.number() && last.word().equals(id.word()) && !others.containsKey(id);
    }

    @Nullable
    PayloadRef get(PayloadId id) {
        PayloadRef other = others.getOrElse(id, null);
        return other != null ? other : find(id);
    }

    private @Nullable PayloadRef find(PayloadId id) {
        int low = 0;
        int high = inOrder.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            PayloadRef found = inOrder.get(middle);
            if (found.payloadId().number() == id.number()) {
                return found.payloadId().equals(id) ? found : null;
            }
            if (found.payloadId().number() < id.number()) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** The same as a map, which is no copy. */
    Map<PayloadId, PayloadRef> asMap() {
        return new AbstractMap<>() {
            @Override
            public @Nullable PayloadRef get(@Nullable Object key) {
                return key instanceof PayloadId id ? References.this.get(id) : null;
            }

            @Override
            public boolean containsKey(@Nullable Object key) {
                return get(key) != null;
            }

            @Override
            public int size() {
                return inOrder.size() - replaced + others.size();
            }

            @Override
            public Set<Map.Entry<PayloadId, PayloadRef>> entrySet() {
                return new AbstractSet<>() {
                    @Override
                    public int size() {
                        return inOrder.size() - replaced + others.size();
                    }

                    @Override
                    public Iterator<Map.Entry<PayloadId, PayloadRef>> iterator() {
                        return all().map(ref -> Map.entry(ref.payloadId(), ref)).iterator();
                    }
                };
            }
        };
    }

    private Stream<PayloadRef> all() {
        Stream<PayloadRef> first =
                replaced == 0 ? inOrder.stream() : inOrder.stream().filter(ref -> !others.containsKey(ref.payloadId()));
        return Stream.concat(first, others.toJavaStream().map(entry -> entry._2()));
    }
}
