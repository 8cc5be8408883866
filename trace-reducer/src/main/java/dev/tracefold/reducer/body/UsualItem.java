/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ItemKind;
import dev.tracefold.model.graph.MessageRole;
import dev.tracefold.model.json.JsonCursor;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.LongText;

/**
 * An item as nearly all are, read from its bytes in one walk: to make values of its fields, which nobody keeps, takes longer
 * than to find out what they say. Any other item, and any that breaks a rule, is left to {@link ItemNormalizer}, which has
 * the rules. Belongs to one thread.
 */
final class UsualItem {
    private final JsonCursor item;
    private boolean usual = true;

    private @Nullable String type;
    private @Nullable String role;
    private @Nullable String phase;
    private @Nullable String name;
    private @Nullable String callId;
    private @Nullable Part arguments;
    private @Nullable LongText input;
    private @Nullable LongText output;
    private @Nullable LongText encrypted;
    private @Nullable List<Part> content;
    private @Nullable List<Part> summary;

    private UsualItem(JsonCursor item) {
        this.item = item;
    }

    /** What the item says; null if that is for the normalizer to tell. */
    static @Nullable NormalizedItem read(JsonCursor json) {
        UsualItem item = new UsualItem(json);
        item.readFields();
        return item.usual && json.done() ? item.said() : null;
    }

    private void readFields() {
        usual = item.object();
        while (usual && item.field()) {
            if (item.named("type")) {
                type = text(type);
            } else if (item.named("role")) {
                role = text(role);
            } else if (item.named("phase")) {
                phase = text(phase);
            } else if (item.named("name")) {
                name = text(name);
            } else if (item.named("call_id")) {
                callId = text(callId);
            } else if (item.named("arguments")) {
                arguments = arguments(arguments);
            } else if (item.named("input")) {
                input = longText(input);
            } else if (item.named("output")) {
                output = longText(output);
            } else if (item.named("encrypted_content")) {
                encrypted = longText(encrypted);
            } else if (item.named("content")) {
                content = item.isNull() ? content : content(content);
            } else if (item.named("summary")) {
                summary = summary(summary);
            } else {
                item.skip();
            }
        }
    }

    /** The text of a field; a null is none. Of a name that comes again, the last value counts; that is not usual. */
    private @Nullable String text(@Nullable String before) {
        usual &= before == null;
        if (item.isNull()) {
            return null;
        }
        String text = item.text();
        usual &= text != null;
        return text;
    }

    private @Nullable LongText longText(@Nullable LongText before) {
        usual &= before == null;
        if (item.isNull()) {
            return null;
        }
        LongText text = item.longText();
        usual &= text != null;
        return text;
    }

    /** Arguments are JSON in a text, of which nothing but the beginning is kept; or another text. */
    private @Nullable Part arguments(@Nullable Part before) {
        usual &= before == null;
        JsonValue json = item.inner(JsonSummary.BEGINNINGS);
        if (json != null) {
            return ItemNormalizer.json(json);
        }
        LongText text = longText(null);
        return text == null ? null : new Part.Text(text);
    }

    private List<Part> content(@Nullable List<Part> before) {
        usual &= before == null && item.array();
        List<Part> parts = new ArrayList<>(1);
        while (usual && item.element()) {
            Entry entry = entry();
            switch (entry.type()) {
                case "input_text", "output_text", "text" -> parts.add(new Part.Text(entry.text()));
                default -> usual = false;
            }
        }
        return parts;
    }

    private List<Part> summary(@Nullable List<Part> before) {
        usual &= before == null && item.array();
        List<Part> parts = new ArrayList<>(2);
        while (usual && item.element()) {
            Entry entry = entry();
            usual &= entry.type().equals("summary_text");
            parts.add(new Part.Summary(entry.text()));
        }
        return parts;
    }

    private record Entry(String type, LongText text) {
        static final Entry NONE = new Entry("", LongText.of(""));
    }

    /** An entry that has a type and a text. */
    private Entry entry() {
        String kind = null;
        LongText words = null;
        usual &= item.object();
        while (usual && item.field()) {
            if (item.named("type")) {
                kind = text(kind);
            } else if (item.named("text")) {
                words = longText(words);
            } else {
                item.skip();
            }
        }
        if (kind == null || words == null) {
            usual = false;
            return Entry.NONE;
        }
        return new Entry(kind, words);
    }

    private @Nullable NormalizedItem said() {
        return switch (type == null ? "" : type) {
            case "message" -> message();
            case "reasoning" -> reasoning();
            case "function_call" -> arguments == null ? null : call(ItemKind.FUNCTION_CALL, arguments);
            case "custom_tool_call" ->
                input == null ? null : call(ItemKind.CUSTOM_TOOL_CALL, ItemNormalizer.inputPart(name, input));
            case "function_call_output" -> output(ItemKind.FUNCTION_CALL_OUTPUT);
            case "custom_tool_call_output" -> output(ItemKind.CUSTOM_TOOL_CALL_OUTPUT);
            default -> null;
        };
    }

    private @Nullable NormalizedItem message() {
        MessageRole speaker = role == null ? null : ItemNormalizer.role(role);
        return speaker == null || content == null || content.isEmpty()
                ? null
                : ItemNormalizer.message(speaker, phase, content);
    }

    private @Nullable NormalizedItem reasoning() {
        List<Part> parts = summary == null ? new ArrayList<>(1) : summary;
        if (encrypted != null) {
            parts.add(new Part.Encoded(encrypted));
        }
        boolean shown = content != null && !content.isEmpty();
        return shown || parts.isEmpty() ? null : ItemNormalizer.reasoning(parts);
    }

    private NormalizedItem call(ItemKind kind, Part part) {
        return ItemNormalizer.call(kind, callId, part);
    }

    private @Nullable NormalizedItem output(ItemKind kind) {
        return output == null ? null : ItemNormalizer.output(kind, callId, List.of(new Part.Text(output)));
    }
}
