/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.TerminalResult;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;

/** What a terminal operation came back with, in the forms that bodies have for it. */
final class TerminalOutcome {
    /** A result, and the process that it names. */
    record Named(TerminalResult result, @Nullable String processId) {}

    private TerminalOutcome() {}

    /** The end of a run. */
    static Named ofRuntime(Fields body) throws Refusal {
        String stdout = body.text("stdout");
        String stderr = body.text("stderr");
        int exitCode = body.int32("exit_code");
        String formatted = body.text("formatted_output");
        // As a rule they are the same, and outputs are most of what a long session says.
        formatted = formatted.equals(stdout) ? stdout : formatted;
        return new Named(
                new TerminalResult(exitCode, stdout, stderr, formatted, null, null), body.optionalText("process_id"));
    }

    /** What a model was told of a write. */
    static TerminalResult ofResult(Fields body) throws Refusal {
        String type = body.text("type");
        return switch (type) {
            case "direct_response" -> ofItem(body.object("response_item"));
            case "code_mode_response" -> ofValue(body);
            case "error" -> {
                String error = body.text("error");
                yield new TerminalResult(null, "", error, error, null, null);
            }
            default -> throw body.wrong("type", "direct_response, code_mode_response or error");
        };
    }

    private static TerminalResult ofItem(Fields item) {
        JsonValue output = item.any("output");
        return told(output == null ? item.json().compact() : textOf(output));
    }

    private static TerminalResult ofValue(Fields body) {
        JsonValue value = body.any("value");
        Fields fields = new Fields(value == null ? JsonValue.JsonNull.NULL : value, body.place() + ".value");
        String output = fields.lenientText("output");
        if (output == null) {
            return told(textOf(fields.json()));
        }
        return new TerminalResult(
                fields.lenientInt32("exit_code"),
                output,
                "",
                output,
                fields.lenientUnsigned("original_token_count"),
                fields.lenientText("chunk_id"));
    }

    private static TerminalResult told(String text) {
        return new TerminalResult(null, text, "", text, null, null);
    }

    /** A string itself; of an array the texts of its entries, if there are any; of the rest its JSON. */
    private static String textOf(JsonValue value) {
        String text = value.text();
        if (text != null) {
            return text;
        }
        if (value instanceof JsonArray array) {
            List<String> texts = new ArrayList<>();
            for (JsonValue entry : array.values()) {
                JsonValue entryText = entry.field("text");
                if (entryText != null && entryText.text() != null) {
                    texts.add(entryText.text());
                }
            }
            String joined = String.join("\n", texts);
            if (!joined.isEmpty()) {
                return joined;
            }
        }
        return value.compact();
    }
}
