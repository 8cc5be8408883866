/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.Id;

/**
 * What tells two graphs apart, object by object. Immutable.
 *
 * @param rolloutChanged whether the facts of the rollout itself differ: its ids, times and status
 * @param collections the collections that differ, by the names that they have in {@code state.json}, in the order of it
 */
public record GraphDiff(boolean rolloutChanged, Map<String, Changes> collections) {
    /**
     * What differs within one collection: ids, those of one kind in the order of creation.
     *
     * @param changed there in both, and not equal
     */
    public record Changes(List<String> added, List<String> changed, List<String> removed) {
        public Changes {
            added = List.copyOf(added);
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }

        boolean isEmpty() {
            return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }
    }

    private static final Map<String, Function<RolloutTrace, Map<? extends Id, ?>>> COLLECTIONS = collectionsByName();

    public GraphDiff {
        collections = Collections.unmodifiableMap(new LinkedHashMap<>(collections));
    }

    /** Whether the graphs are equal. */
    public boolean isEmpty() {
        return !rolloutChanged && collections.isEmpty();
    }

    /** Compares two graphs: two moments of one session, or two sessions. */
    public static GraphDiff between(RolloutTrace before, RolloutTrace after) {
        Map<String, Changes> differing = new LinkedHashMap<>();
        COLLECTIONS.forEach((name, collection) -> {
            Changes changes = changes(collection.apply(before), collection.apply(after));
            if (!changes.isEmpty()) {
                differing.put(name, changes);
            }
        });
        return new GraphDiff(!facts(before).equals(facts(after)), differing);
    }

    private static Changes changes(Map<? extends Id, ?> before, Map<? extends Id, ?> after) {
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        after.forEach((id, object) -> {
            Object old = before.get(id);
            if (old == null) {
                added.add(id.value());
            } else if (!old.equals(object)) {
                changed.add(id.value());
            }
        });
        before.keySet().forEach(id -> {
            if (!after.containsKey(id)) {
                removed.add(id.value());
            }
        });
        added.sort(NATURAL);
        changed.sort(NATURAL);
        removed.sort(NATURAL);
        return new Changes(added, changed, removed);
    }

    /** Ids that count have their number behind a colon: {@code conversation_item:9} comes before {@code …:10}. */
    private static final Comparator<String> NATURAL = Comparator.comparing(GraphDiff::stem)
            .thenComparing(GraphDiff::number)
            .thenComparing(id -> id);

    private static String stem(String id) {
        return number(id) < 0 ? id : id.substring(0, id.lastIndexOf(':'));
    }

    private static long number(String id) {
        int colon = id.lastIndexOf(':');
        String digits = id.substring(colon + 1);
        boolean counts = colon >= 0
                && !digits.isEmpty()
                && digits.length() < 10
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return counts ? Long.parseLong(digits) : -1;
    }

    private static List<Object> facts(RolloutTrace trace) {
        return List.of(
                trace.traceId(),
                trace.rolloutId(),
                trace.rootThreadId(),
                trace.startedAtUnixMs(),
                Objects.toString(trace.endedAtUnixMs()),
                trace.status());
    }

    private static Map<String, Function<RolloutTrace, Map<? extends Id, ?>>> collectionsByName() {
        Map<String, Function<RolloutTrace, Map<? extends Id, ?>>> byName = new LinkedHashMap<>();
        byName.put("threads", RolloutTrace::threads);
        byName.put("codex_turns", RolloutTrace::turns);
        byName.put("conversation_items", RolloutTrace::conversationItems);
        byName.put("inference_calls", RolloutTrace::inferenceCalls);
        byName.put("code_cells", RolloutTrace::codeCells);
        byName.put("tool_calls", RolloutTrace::toolCalls);
        byName.put("terminal_sessions", RolloutTrace::terminalSessions);
        byName.put("terminal_operations", RolloutTrace::terminalOperations);
        byName.put("compactions", RolloutTrace::compactions);
        byName.put("compaction_requests", RolloutTrace::compactionRequests);
        byName.put("interaction_edges", RolloutTrace::interactionEdges);
        byName.put("raw_payloads", RolloutTrace::rawPayloads);
        return byName;
    }
}
