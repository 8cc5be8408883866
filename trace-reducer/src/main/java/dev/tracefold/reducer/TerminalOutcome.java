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
import dev.tracefold.model.value.LongText;

/** What a terminal operation came back with, in the forms that bodies have for it. */
final class TerminalOutcome {
    /** A result, and the process that it names. */
    record Named(TerminalResult result, @Nullable String processId) {}

    private static final LongText NOTHING = LongText.of("");

    private TerminalOutcome() {}

    /** Whether a body can be read as the end of a run. */
    static boolean isRuntime(Fields body) {
        return body.lenientLongText("stdout") != null
                && body.lenientLongText("stderr") != null
                && body.lenientInt32("exit_code") != null
                && body.lenientLongText("formatted_output") != null
                && (!body.has("process_id") || body.lenientText("process_id") != null);
    }

    /** The end of a run. */
    static Named ofRuntime(Fields body) throws Refusal {
        LongText stdout = body.longText("stdout");
        LongText stderr = body.longText("stderr");
        int exitCode = body.int32("exit_code");
        LongText formatted = body.longText("formatted_output");
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
                LongText error = body.longText("error");
                yield new TerminalResult(null, NOTHING, error, error, null, null);
            }
            default -> throw body.wrong("type", "direct_response, code_mode_response or error");
        };
    }

    private static TerminalResult ofItem(Fields item) {
        JsonValue output = item.any("output");
        return told(output == null ? LongText.of(item.json().compact()) : textOf(output));
    }

    private static TerminalResult ofValue(Fields body) {
        JsonValue value = body.any("value");
        Fields fields = new Fields(value == null ? JsonValue.JsonNull.NULL : value, body.place() + ".value");
        LongText output = fields.lenientLongText("output");
        if (output == null) {
            return told(textOf(fields.json()));
        }
        return new TerminalResult(
                fields.lenientInt32("exit_code"),
                output,
                NOTHING,
                output,
                fields.lenientUnsigned("original_token_count"),
                fields.lenientText("chunk_id"));
    }

    private static TerminalResult told(LongText text) {
        return new TerminalResult(null, text, NOTHING, text, null, null);
    }

    /** A string itself; of an array the texts of its entries, if there are any; of the rest its JSON. */
    private static LongText textOf(JsonValue value) {
        LongText text = value.longText();
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
                return LongText.of(joined);
            }
        }
        return LongText.of(value.compact());
    }
}
