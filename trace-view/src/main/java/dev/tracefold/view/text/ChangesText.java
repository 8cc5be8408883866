/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonNull;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;
import dev.tracefold.replay.GraphDiff;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.GraphFields;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;

/** What tells two graphs apart: two moments of one session, or two sessions. */
public final class ChangesText {
    private static final int VALUE = 40;

    private final RolloutTrace before;
    private final RolloutTrace after;
    private final Ink ink;
    private final GraphDiff diff;

    public ChangesText(RolloutTrace before, RolloutTrace after, Ink ink) {
        this.before = before;
        this.after = after;
        this.ink = ink;
        this.diff = GraphDiff.between(before, after);
    }

    /** Whether nothing does. */
    public boolean isEmpty() {
        return diff.isEmpty();
    }

    /**
     * Gives the lines away.
     *
     * @param most how many objects of one kind are listed in one way of differing
     */
    public void print(int most, Consumer<String> out) {
        if (diff.rolloutChanged()) {
            rollout(out);
        }
        Headlines old = new Headlines(before, ink);
        Headlines now = new Headlines(after, ink);
        boolean anyChanged = diff.collections().values().stream()
                .anyMatch(changes -> !changes.changed().isEmpty());
        // Taking the graphs apart is the costly half.
        GraphFields oldFields = anyChanged ? GraphFields.of(before) : null;
        GraphFields nowFields = anyChanged ? GraphFields.of(after) : null;
        diff.collections().forEach((collection, changes) -> {
            NodeKind kind = NodeKind.ofCollection(collection);
            list(changes.added(), most, out, id -> ink.good("+ ") + now.of(new Node(kind, id)));
            list(changes.changed(), most, out, id -> {
                Node node = new Node(kind, id);
                String fields = oldFields == null || nowFields == null
                        ? ""
                        : fields(oldFields.of(node), nowFields.of(node), "");
                return ink.warn("~ ") + now.label(node) + "  " + fields;
            });
            list(changes.removed(), most, out, id -> ink.bad("- ") + old.of(new Node(kind, id)));
        });
    }

    private interface Line {
        String of(String id);
    }

    private static void list(List<String> ids, int most, Consumer<String> out, Line line) {
        ids.stream().limit(most).forEach(id -> out.accept(line.of(id)));
        if (ids.size() > most) {
            out.accept("  and " + Amounts.count(ids.size() - most) + " more (all of them: --all)");
        }
    }

    private void rollout(Consumer<String> out) {
        if (!before.rolloutId().equals(after.rolloutId())) {
            out.accept(ink.warn("~ ") + "rollout_id  "
                    + Printable.line(before.rolloutId().value()) + " → "
                    + Printable.line(after.rolloutId().value()));
        }
        if (before.status() != after.status()) {
            out.accept(
                    ink.warn("~ ") + "status  " + WireNames.of(before.status()) + " → " + WireNames.of(after.status()));
        }
        if (before.startedAtUnixMs() != after.startedAtUnixMs()) {
            out.accept(ink.warn("~ ") + "started  " + Amounts.moment(before.startedAtUnixMs()) + " → "
                    + Amounts.moment(after.startedAtUnixMs()));
        }
        if (!Objects.equals(before.endedAtUnixMs(), after.endedAtUnixMs())) {
            out.accept(ink.warn("~ ") + "ended  " + end(before) + " → " + end(after));
        }
    }

    private static String end(RolloutTrace graph) {
        Long end = graph.endedAtUnixMs();
        return end == null ? "not yet" : Amounts.moment(end);
    }

    /** The fields in which two versions of an object differ. */
    private static String fields(JsonObject old, JsonObject now, String prefix) {
        StringBuilder out = new StringBuilder();
        var names = new TreeSet<>(old.fields().keySet());
        names.addAll(now.fields().keySet());
        for (String name : names) {
            JsonValue a = old.fields().getOrDefault(name, JsonNull.NULL);
            JsonValue b = now.fields().getOrDefault(name, JsonNull.NULL);
            if (a.equals(b) || name.equals("ended_at_unix_ms")) {
                continue;
            }
            out.append(out.length() == 0 ? "" : ", ");
            if (a instanceof JsonObject first && b instanceof JsonObject second) {
                out.append(fields(first, second, prefix + name + "."));
            } else {
                out.append(prefix).append(name).append(' ').append(change(a, b));
            }
        }
        return out.toString();
    }

    private static String change(JsonValue a, JsonValue b) {
        if (a instanceof JsonArray old && b instanceof JsonArray now) {
            int kept = old.values().size();
            if (now.values().size() > kept && now.values().subList(0, kept).equals(old.values())) {
                String added = String.join(
                        " ",
                        now.values().subList(kept, now.values().size()).stream()
                                .limit(20)
                                .map(ChangesText::text)
                                .toList());
                return "+ " + Printable.line(added, 2 * VALUE);
            }
            return kept == now.values().size()
                    ? "differ"
                    : kept + " → " + now.values().size() + " entries";
        }
        return a == JsonNull.NULL ? "= " + value(b) : value(a) + " → " + value(b);
    }

    private static String value(JsonValue value) {
        return Printable.line(text(value), VALUE);
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.value() : value.compact();
    }

    /** The same for programs. */
    public JsonObject json() {
        Fields collections = new Fields();
        for (Map.Entry<String, GraphDiff.Changes> entry : diff.collections().entrySet()) {
            collections.value(
                    entry.getKey(),
                    new Fields()
                            .texts("added", entry.getValue().added())
                            .texts("changed", entry.getValue().changed())
                            .texts("removed", entry.getValue().removed())
                            .object());
        }
        return new Fields()
                .bool("rollout_changed", diff.rolloutChanged())
                .value("collections", collections.object())
                .object();
    }
}
