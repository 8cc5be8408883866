/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.JsonCursor;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.value.JsonValue.JsonString;
import dev.tracefold.model.value.LongText;

class UsualItemProperties {
    private static final List<String> TYPES = List.of(
            "message",
            "reasoning",
            "function_call",
            "custom_tool_call",
            "function_call_output",
            "custom_tool_call_output",
            "web_search_call",
            "additional_tools",
            "agent_message",
            "compaction",
            "input_text",
            "output_text",
            "text",
            "summary_text",
            "reasoning_text",
            "input_image");
    private static final int MOST_USUAL = 6;
    private static final List<String> NAMES = List.of(
            "type",
            "role",
            "phase",
            "name",
            "call_id",
            "arguments",
            "input",
            "output",
            "encrypted_content",
            "content",
            "summary",
            "text",
            "id",
            "internal_chat_message_metadata_passthrough",
            "ro\\u006ce");
    private static final List<String> WORDS = List.of(
            "assistant",
            "user",
            "tool",
            "nobody",
            "commentary",
            "final_answer",
            "exec",
            "call_1",
            "",
            "{\\\"a\\\": [1]}",
            "[1] is no JSON",
            "\\u00e9 \\/ \\n",
            "caf\u00e9",
            "\\ud800",
            "long ".repeat(40),
            "l\\u0041ng \\t".repeat(40));

    private static final List<String> SAID = List.of(
            "plain words, ",
            "\\n",
            "\\\"",
            "\\\\",
            "\\u001b",
            "\\u00e9",
            "\\ud83d\\ude00",
            "a/b",
            "\u00e9",
            "\u20ac",
            "\ud83d\ude00");

    private static String text(Random random) {
        List<String> texts = random.nextInt(3) == 0 ? TYPES : WORDS;
        return '"' + texts.get(random.nextInt(texts.size())) + '"';
    }

    /** What a field of that name has as a rule. */
    private static String usualValue(Random random, String name) {
        return switch (name) {
            case "type" -> '"' + TYPES.get(random.nextInt(random.nextInt(4) == 0 ? TYPES.size() : MOST_USUAL)) + '"';
            case "role" -> "\"user\"";
            case "content" -> entries(random, List.of("input_text", "output_text", "text"));
            case "summary" -> entries(random, List.of("summary_text"));
            case "arguments" -> random.nextInt(4) == 0 ? text(random) : inner(random);
            default -> text(random);
        };
    }

    /** JSON in a string, or nearly: of some length, so that its summary ends anywhere. */
    private static String inner(Random random) {
        StringBuilder json = new StringBuilder("{ \"a\":\"");
        for (int n = random.nextInt(60); n > 0; n--) {
            json.append(SAID.get(random.nextInt(SAID.size())));
        }
        json.append("\",\"b\":[1, ").append(text(random)).append("]}");
        if (random.nextInt(8) == 0) {
            json.deleteCharAt(random.nextInt(json.length()));
        }
        return new JsonString(json.toString()).compact().replace("/", random.nextBoolean() ? "/" : "\\/");
    }

    private static String entries(Random random, List<String> types) {
        List<String> entries = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            List<String> some = random.nextInt(4) == 0 ? TYPES : types;
            String type = some.get(random.nextInt(some.size()));
            entries.add(
                    random.nextInt(8) == 0
                            ? anyValue(random, 1)
                            : "{\"type\":\"" + type + "\",\"text\":" + text(random) + "}");
        }
        return "[" + String.join(",", entries) + "]";
    }

    private static String anyValue(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 5 : 7)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "12.5";
            case 5 -> "[" + anyValue(random, depth + 1) + "]";
            case 6 -> object(random, depth + 1);
            default -> text(random);
        };
    }

    private static String object(Random random, int depth) {
        List<String> fields = new ArrayList<>();
        int boldness = random.nextInt(12);
        for (String name : NAMES) {
            boolean wanted =
                    name.equals("type") || (name.contains("\\") ? random.nextInt(20) == 0 : random.nextBoolean());
            if (wanted && random.nextInt(40) >= boldness) {
                String value = random.nextInt(60) < boldness ? anyValue(random, depth) : usualValue(random, name);
                fields.add('"' + name + "\": " + value);
            }
            if (random.nextInt(200) < boldness) {
                fields.add(random.nextInt(fields.size() + 1), '"' + name + "\":" + anyValue(random, depth));
            }
        }
        return "{ " + String.join(" ,", fields) + "}";
    }

    private static byte[] item(Random random) {
        StringBuilder json = new StringBuilder(random.nextInt(50) == 0 ? anyValue(random, 0) : object(random, 0));
        if (random.nextInt(20) == 0) {
            int place = random.nextInt(json.length());
            json.replace(
                    place,
                    place + 1,
                    random.nextBoolean() ? "" : String.valueOf("{}[]\",: x\\".charAt(random.nextInt(10))));
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable NormalizedItem usually(byte[] json) {
        return UsualItem.read(new JsonCursor(json, 0, json.length, LongText::ofWritten));
    }

    private static @Nullable NormalizedItem carefully(byte[] json) {
        try {
            return ItemNormalizer.normalize(Json.parse(json));
        } catch (MalformedJsonException | BodyException e) {
            return null;
        }
    }

    @Property(tries = 20_000)
    void says_what_the_normalizer_says_or_nothing(@ForAll long seed) {
        byte[] json = item(new Random(seed));
        NormalizedItem usual = usually(json);
        if (usual != null) {
            NormalizedItem careful = carefully(json);
            assertThat(usual).isEqualTo(careful).hasSameHashCodeAs(careful);
            assertThat(usual.parts()).isEqualTo(careful == null ? null : careful.parts());
        }
    }

    @Example
    void reads_what_recorders_write() {
        for (String json : List.of("""
                {"type":"message","role":"user","content":[{"type":"input_text","text":"do it"}]}""", """
                {"type":"message","id":"msg_1","role":"assistant","phase":"commentary","content":[
                  {"type":"output_text","text":"a \\"quote\\"","annotations":[]},{"type":"output_text","text":"b"}]}""", """
                {"type":"reasoning","summary":[{"type":"summary_text","text":"why"}],"content":null,"encrypted_content":"gA"}""", """
                {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gA"}""", """
                {"type":"function_call","name":"shell","arguments":"{\\"command\\":[\\"ls\\"]}","call_id":"call_1"}""", """
                {"type":"function_call_output","call_id":"call_1","output":"Exit code: 0"}""", """
                {"type":"custom_tool_call","status":"completed","call_id":"call_2","name":"exec","input":"text(1)"}""", """
                {"type":"custom_tool_call_output","call_id":"call_2","output":"1"}""")) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            assertThat(usually(bytes)).as(json).isNotNull().isEqualTo(carefully(bytes));
        }
    }

    @Example
    void leaves_to_the_normalizer_what_has_rules_of_its_own() {
        for (String json : List.of("""
                {"type":"message","role":"user","content":[]}""", """
                {"type":"message","role":"user","content":null}""", """
                {"type":"message","role":"nobody","content":[{"type":"input_text","text":"x"}]}""", """
                {"type":"message","role":"user","role":"user","content":[{"type":"input_text","text":"x"}]}""", """
                {"type":"message","role":"user","content":[{"type":"input_image","image_url":"x"}]}""", """
                {"type":"reasoning","summary":null,"encrypted_content":"gA"}""", """
                {"type":"reasoning","summary":[]}""", """
                {"type":"function_call","name":"shell","call_id":"call_1"}""", """
                {"type":"function_call_output","call_id":"call_1","output":[{"type":"input_text","text":"x"}]}""", """
                {"type":"local_shell_call","call_id":"call_1"}""", """
                {"role":"user","content":[{"type":"input_text","text":"x"}]}""", """
                {"type":"message","role":"user","content":[{"type":"input_text","text":"x"}]}}""", "[]", "")) {
            assertThat(usually(json.getBytes(StandardCharsets.UTF_8))).as(json).isNull();
        }
    }
}
