/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonNull;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.GraphFields;
import dev.tracefold.view.lookup.Links;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;

/** One object: its fields, and all that points at it. */
public final class ObjectText {
    private static final int VALUE_LINES = 40;
    private static final int POINTERS = 8;

    private final RolloutTrace graph;
    private final Ink ink;
    private final int width;
    private final Headlines headlines;
    private final GraphFields fields;

    public ObjectText(RolloutTrace graph, Ink ink, int width) {
        this.graph = graph;
        this.ink = ink;
        this.width = width;
        this.headlines = new Headlines(graph, ink, width);
        this.fields = GraphFields.of(graph);
    }

    /** Gives the lines away. */
    public void print(Node node, Consumer<String> out) {
        out.accept(headlines.of(node));
        out.accept("");
        if (node.kind() == NodeKind.ITEM) {
            body(node, out);
        }
        fields.of(node).fields().forEach((name, value) -> {
            if (node.kind() != NodeKind.ITEM || !name.equals("body")) {
                field("  ", name, value, out);
            }
        });
        pointers(node, out);
    }

    private void body(Node node, Consumer<String> out) {
        ConversationItem item = graph.conversationItems().get(new ItemId(node.id()));
        if (item == null || item.parts().isEmpty()) {
            return;
        }
        for (String line : BodyText.lines(item.parts())) {
            Printable.wrap(line, Math.max(20, width - 4))
                    .forEach(piece -> out.accept(("    " + piece).stripTrailing()));
        }
        out.accept("");
    }

    private void field(String indent, String name, JsonValue value, Consumer<String> out) {
        String label = indent + ink.dim(name) + "  ";
        if (value == JsonNull.NULL) {
            return;
        }
        if (value instanceof JsonObject object) {
            if (!object.fields().isEmpty()) {
                out.accept(label.stripTrailing());
                object.fields().forEach((inner, innerValue) -> field(indent + "  ", inner, innerValue, out));
            }
        } else if (value instanceof JsonArray array) {
            if (!array.values().isEmpty()) {
                out.accept(label + list(array, Math.max(20, width - Columns.of(label))));
            }
        } else if (value instanceof JsonString string && isLong(string.value())) {
            out.accept(label.stripTrailing());
            text(indent + "    ", string.value(), out);
        } else {
            String text = value instanceof JsonString string ? string.value() : value.compact();
            out.accept(label + Printable.line(text) + moment(name, text));
        }
    }

    private boolean isLong(String text) {
        return text.indexOf('\n') >= 0 || text.length() > width - 20;
    }

    private void text(String indent, String text, Consumer<String> out) {
        int shown = 0;
        for (String line : Printable.lines(text)) {
            for (String piece : Printable.wrap(line, Math.max(20, width - indent.length()))) {
                if (shown++ == VALUE_LINES) {
                    out.accept(indent + ink.dim("… (all of it: show --json)"));
                    return;
                }
                out.accept((indent + piece).stripTrailing());
            }
        }
    }

    private String moment(String name, String text) {
        return name.endsWith("_unix_ms") ? ink.dim("  " + Amounts.moment(Long.parseLong(text))) : "";
    }

    private static String list(JsonArray array, int width) {
        List<String> texts = new ArrayList<>();
        for (JsonValue value : array.values()) {
            texts.add(value instanceof JsonString string ? string.value() : value.compact());
        }
        String all = Printable.line(String.join(" ", texts.subList(0, Math.min(100, texts.size()))), width - 8);
        return texts.size() > 3 ? "(" + texts.size() + ") " + all : all;
    }

    private void pointers(Node node, Consumer<String> out) {
        Map<String, List<Node>> byField = new LinkedHashMap<>();
        for (Links.Link link : Links.to(graph, node)) {
            byField.computeIfAbsent(link.from().kind().word() + "." + link.field(), unused -> new ArrayList<>())
                    .add(link.from());
        }
        if (byField.isEmpty()) {
            return;
        }
        out.accept("");
        out.accept(ink.bold("pointed at by"));
        byField.forEach((field, nodes) -> {
            out.accept("  " + ink.dim(field) + (nodes.size() > 1 ? " (" + nodes.size() + ")" : ""));
            nodes.stream().limit(POINTERS).forEach(from -> out.accept("    " + headlines.of(from)));
            if (nodes.size() > POINTERS) {
                out.accept("    and " + Amounts.count(nodes.size() - POINTERS) + " more");
            }
        });
    }

    /** The same for programs. */
    public JsonObject json(Node node) {
        List<JsonObject> links = Links.to(graph, node).stream()
                .map(link -> new Fields()
                        .text("kind", link.from().kind().word())
                        .text("id", link.from().id())
                        .text("field", link.field())
                        .object())
                .toList();
        return new Fields()
                .text("kind", node.kind().word())
                .text("id", node.id())
                .value("object", fields.of(node))
                .array("pointed_at_by", links)
                .object();
    }
}
