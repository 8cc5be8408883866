/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolKind.BuiltIn;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonNumber;

/**
 * A call item, read as the call of a tool.
 *
 * @param terminal the terminal that a write goes to
 * @param arguments those of a function that something further is read of
 * @param body what the tool was called with; null where the reduction would not take it
 */
record Invocation(
        String name,
        ToolKind kind,
        @Nullable String preview,
        @Nullable String terminal,
        @Nullable JsonValue arguments,
        @Nullable Body body) {
    private static final int PREVIEW_CHARACTERS = 160;
    private static final int LARGEST_PARSED = 64 << 10;

    static Invocation of(JsonFields item, Terminals terminals) {
        String type = String.valueOf(item.type());
        return switch (type) {
            case "local_shell_call" ->
                action(item, "local_shell", item.object("action").raw("command"));
            case "web_search_call" ->
                action(item, "web_search", item.object("action").raw("query"));
            case "image_generation_call" -> plain(item, "image_generation", null, null);
            case "tool_search_call" -> plain(item, "tool_search", "arguments", item.present("arguments"));
            case "custom_tool_call" -> plain(item, named(item), "input", item.present("input"));
            default -> function(item, terminals);
        };
    }

    private static String named(JsonFields item) {
        String name = item.text("name");
        return name == null ? "unnamed" : name;
    }

    private static Invocation action(JsonFields item, String name, @Nullable Slice words) {
        return new Invocation(
                name,
                ToolNames.kind(name, null),
                preview(words),
                null,
                null,
                body(name, null, new Body().text("type", name).raw("action", item.raw("action"))));
    }

    private static Invocation plain(JsonFields item, String name, @Nullable String argument, @Nullable Slice value) {
        Body payload = new Body().text("type", "custom_tool_call".equals(item.type()) ? "custom" : name);
        if (argument != null) {
            payload.raw(argument, value);
        }
        ToolKind kind = ToolNames.kind(name, item.text("namespace"));
        boolean readByTheReduction = kind == BuiltIn.WRITE_STDIN || name.equals("wait");
        return new Invocation(
                name,
                kind,
                preview(value),
                null,
                null,
                readByTheReduction ? null : body(name, item.text("namespace"), payload));
    }

    private static Invocation function(JsonFields item, Terminals terminals) {
        String name = named(item);
        String namespace = item.text("namespace");
        ToolKind kind = ToolNames.kind(name, namespace);
        Slice raw = item.present("arguments");
        boolean lookedAt = kind == BuiltIn.EXEC_COMMAND
                || kind == BuiltIn.WRITE_STDIN
                || ToolNames.isAgents(kind)
                || name.equals("wait");
        JsonValue arguments = lookedAt && raw != null && raw.length() <= LARGEST_PARSED ? JsonBytes.inner(raw) : null;
        boolean takenUp = true;
        String terminal = null;
        if (kind == BuiltIn.WRITE_STDIN) {
            terminal = arguments == null ? null : terminal(arguments);
            takenUp = terminal != null;
            if (raw != null && arguments != null && terminal != null) {
                raw = terminals.named(raw, arguments, terminal);
            }
        } else if (name.equals("wait")) {
            takenUp = arguments != null && textOf(arguments, "cell_id") != null;
            kind = takenUp || arguments == null || arguments.field("ids") == null ? kind : BuiltIn.WAIT_AGENT;
        }
        String command = arguments == null || kind != BuiltIn.EXEC_COMMAND ? null : command(arguments);
        Body payload = new Body().text("type", "function").raw("arguments", raw);
        return new Invocation(
                namespace == null ? name : namespace + "." + name,
                kind,
                command != null ? cut(command) : preview(raw),
                terminal,
                arguments,
                takenUp ? body(name, namespace, payload) : null);
    }

    private static Body body(String name, @Nullable String namespace, Body payload) {
        return new Body()
                .text("tool_name", name)
                .text("tool_namespace", namespace)
                .object("payload", payload);
    }

    private static @Nullable String textOf(JsonValue object, String field) {
        JsonValue value = object.field(field);
        return value == null ? null : value.text();
    }

    /** The terminal of a write, if all of its arguments are what the reduction wants them to be. */
    private static @Nullable String terminal(JsonValue arguments) {
        JsonValue chars = arguments.field("chars");
        boolean right = (chars == null || chars.text() != null)
                && isUnsigned(arguments.field("yield_time_ms"))
                && isUnsigned(arguments.field("max_output_tokens"));
        JsonValue session = arguments.field("session_id");
        if (!right || session == null) {
            return null;
        }
        String id = session instanceof JsonNumber number ? number.compact() : session.text();
        return id == null || id.isEmpty() ? null : id;
    }

    private static boolean isUnsigned(@Nullable JsonValue value) {
        if (value == null) {
            return true;
        }
        Long number = value instanceof JsonNumber json ? json.int64() : null;
        return number != null && number >= 0;
    }

    private static @Nullable String command(JsonValue arguments) {
        String cmd = textOf(arguments, "cmd");
        if (cmd != null) {
            return cmd;
        }
        JsonValue command = arguments.field("command");
        if (!(command instanceof JsonArray words)) {
            return command == null ? null : command.text();
        }
        List<String> texts = new ArrayList<>();
        words.values().forEach(word -> texts.add(String.valueOf(word.text())));
        return String.join(" ", texts);
    }

    /** How a value begins, for people. */
    private static @Nullable String preview(@Nullable Slice value) {
        if (value == null) {
            return null;
        }
        return value.isString() ? JsonBytes.beginning(value, PREVIEW_CHARACTERS) : cut(beginning(value));
    }

    private static String beginning(Slice value) {
        int to = Math.min(value.to(), value.from() + PREVIEW_CHARACTERS * 6);
        while (to < value.to() && (value.bytes()[to] & 0xc0) == 0x80) {
            to--;
        }
        return value.part(value.from(), to).json();
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= PREVIEW_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, PREVIEW_CHARACTERS));
    }
}
