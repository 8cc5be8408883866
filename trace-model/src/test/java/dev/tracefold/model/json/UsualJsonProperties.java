/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;
import dev.tracefold.model.value.LongText;
import dev.tracefold.model.value.LongTexts;

class UsualJsonProperties {
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "\n",
            "\t",
            "\r",
            "\"",
            "\\",
            "\\\"",
            "\\\\",
            "\\/",
            "\\b",
            "\\f",
            "\\n",
            "\\r",
            "\\t",
            "\\x",
            "\\u00e9",
            "\\u0000",
            "\\u0041",
            "\\u20AC",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\ude00",
            "\\u12",
            "true",
            "false",
            "null",
            "nul",
            "0",
            "-0",
            "01",
            "1",
            "-",
            "12345678901234567890",
            "1.5",
            "1.",
            ".5",
            "1e5",
            "1E400",
            "-2.50",
            "\"a\"",
            "\"type\":",
            "\"a\":1,",
            "é",
            "€",
            "😀",
            "\u007f",
            "\u0001",
            "a long and plain text");

    private static final List<String> ESCAPES = List.of(
            "\\u001f", "\\u001F", "\\u000b", "\\u000a", "\\u0020", "\\u007f", "\\u0000", "\\/", "\\b", "\\\\", "\\\"",
            "\u007f");

    private static byte[] bytes(Random random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(3) > 0) {
            value(random, text, 0);
        }
        for (int n = random.nextInt(3); n > 0; n--) {
            text.insert(random.nextInt(text.length() + 1), PIECES.get(random.nextInt(PIECES.size())));
        }
        byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(8) == 0 && utf8.length > 0) {
            utf8[random.nextInt(utf8.length)] = (byte) random.nextInt(256);
        }
        return utf8;
    }

    /** A value as somebody might write it. */
    private static void value(Random random, StringBuilder out, int depth) {
        space(random, out);
        switch (random.nextInt(depth > 4 ? 6 : 9)) {
            case 0 -> out.append(random.nextInt());
            case 1 -> out.append(random.nextInt(1000)).append('.').append(random.nextInt(1000));
            case 2 -> out.append(random.nextBoolean());
            case 3 -> out.append("null");
            case 4, 5 -> string(random, out);
            case 6 -> {
                out.append('[');
                for (int n = random.nextInt(4); n > 0; n--) {
                    value(random, out, depth + 1);
                    out.append(n > 1 ? "," : "");
                }
                out.append(']');
            }
            default -> {
                out.append('{');
                for (int n = random.nextInt(14) - 3; n > 0; n--) {
                    string(random, out);
                    space(random, out);
                    out.append(':');
                    value(random, out, depth + 1);
                    out.append(n > 1 ? "," : "");
                }
                out.append('}');
            }
        }
        space(random, out);
    }

    private static void space(Random random, StringBuilder out) {
        out.append(random.nextInt(6) == 0 ? " \n" : "");
    }

    private static void string(Random random, StringBuilder out) {
        out.append('"');
        for (int n = random.nextInt(4); n > 0; n--) {
            switch (random.nextInt(5)) {
                case 0 -> out.append("plain ".repeat(random.nextInt(random.nextBoolean() ? 8 : 40)));
                case 1 -> out.append("\\n\\\"\\u00e9\\t\\\\\\ud83d\\ude00", 0, random.nextBoolean() ? 4 : 26);
                case 2 -> out.append((char) ('a' + random.nextInt(3)));
                case 3 -> out.append(ESCAPES.get(random.nextInt(ESCAPES.size())));
                default -> out.append("é€😀");
            }
        }
        out.append('"');
    }

    private static @Nullable JsonValue carefully(byte[] json, int from, int to) {
        try {
            return JsonIn.read(Codecs.ANY, json, from, to, 1);
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    @Property(tries = 20_000)
    void says_what_the_careful_parser_says_or_nothing(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] json = bytes(random);
        int from = random.nextInt(8) == 0 ? random.nextInt(json.length + 1) : 0;
        int to = random.nextInt(8) == 0 ? from + random.nextInt(json.length - from + 1) : json.length;
        JsonValue usual = UsualJson.parse(json, from, to, LongText::ofWritten);
        if (usual != null) {
            JsonValue careful = carefully(json, from, to);
            assertThat(usual).isEqualTo(careful);
            // Equality is not about order and digits.
            assertThat(usual.toString()).isEqualTo(String.valueOf(careful));
            assertKeptAsWrittenHere(usual);
        }
    }

    /** Two texts are equal if they are written alike, so a text must be written in one way. */
    private static void assertKeptAsWrittenHere(JsonValue value) {
        if (value instanceof JsonString string) {
            LongText text = LongText.of(string.value());
            assertThat(string.longValue())
                    .isEqualTo(text)
                    .hasSameHashCodeAs(text)
                    .hasToString(string.value());
        } else if (value instanceof JsonArray array) {
            array.values().forEach(UsualJsonProperties::assertKeptAsWrittenHere);
        } else if (value instanceof JsonObject object) {
            object.fields().values().forEach(UsualJsonProperties::assertKeptAsWrittenHere);
        }
    }

    @Property(tries = 5_000)
    void compact_json_begins_as_all_of_it(@ForAll long seed, @ForAll @IntRange(max = 300) int characters) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        value(random, text, 0);
        byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
        JsonValue value = UsualJson.parse(json, 0, json.length, LongText::ofWritten);
        assertThat(value).isNotNull();
        String all = value.compact();
        assertThat(value.compactBeginning(characters)).isEqualTo(all.substring(0, Math.min(characters, all.length())));
    }

    @Property(tries = 20_000)
    void a_scan_finds_sound_what_can_be_read_and_ends_where_that_does(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] json = bytes(random);
        int to = random.nextInt(8) == 0 ? random.nextInt(json.length + 1) : json.length;
        int from = JsonScan.whitespace(json, 0, to);
        int end = JsonScan.sound(json, from, to);
        boolean whole = end >= 0 && JsonScan.whitespace(json, end, to) == to;
        assertThat(whole).isEqualTo(UsualJson.parse(json, 0, to, LongText::ofWritten) != null);
        if (whole) {
            assertThat(JsonScan.value(json, from, to)).isEqualTo(end);
            assertThat(JsonScan.value(json, from, end)).isEqualTo(end);
            assertThat(JsonScan.plainString(json, from, to)).isIn(-1, end);
        }
    }

    /** Keeps what was asked for, as a reader of pieces does. */
    private record Asked(LongPlaces known, List<List<Integer>> asked) implements LongTexts {
        @Override
        public LongText of(byte[] json, int from, int to) {
            asked.add(List.of(from, to));
            return LongText.ofWritten(json, from, to);
        }

        /** Of such, nobody looks where they are. */
        @Override
        public LongText of(byte[] json, int from, int to, byte[] here) {
            return LongText.ofWritten(here, 0, here.length);
        }

        @Override
        public int end(int from) {
            return known.endOf(from);
        }
    }

    @Property(tries = 20_000)
    void a_scan_finds_the_long_texts_that_a_reader_looks_for(@ForAll long seed) {
        byte[] json = bytes(new Random(seed));
        LongPlaces.Finder finder = new LongPlaces.Finder();
        int start = JsonScan.whitespace(json, 0, json.length);
        int end = JsonScan.sound(json, start, json.length, finder);
        Asked looking = new Asked(LongPlaces.NONE, new ArrayList<>());
        JsonValue looked = UsualJson.parse(json, 0, json.length, looking);
        if (looked == null) {
            return;
        }
        assertThat(end).isPositive();
        Asked knowing = new Asked(finder.from(0), new ArrayList<>());
        assertThat(JsonScan.value(json, start, json.length, knowing.known())).isEqualTo(end);
        assertThat(UsualJson.parse(json, 0, json.length, knowing)).isEqualTo(looked);
        assertThat(knowing.asked()).isEqualTo(looking.asked());
        for (List<Integer> place : looking.asked()) {
            assertThat(knowing.known().endOf(place.get(0))).isEqualTo(place.get(1));
            assertThat(finder.from(1).endOf(place.get(0) - 1)).isEqualTo(place.get(1) - 1);
        }
        for (int from = 0; from < json.length; from++) {
            boolean asked =
                    looking.asked().contains(List.of(from, knowing.known().endOf(from)));
            assertThat(knowing.known().endOf(from) >= 0).isEqualTo(asked);
        }
    }

    @Example
    void of_very_many_long_texts_only_the_first_are_remembered() {
        String text = "\"" + "x".repeat(128) + "\"";
        byte[] json = ("[" + (text + ",").repeat(5_000) + text + "]").getBytes(StandardCharsets.UTF_8);
        LongPlaces.Finder finder = new LongPlaces.Finder();
        assertThat(JsonScan.sound(json, 0, json.length, finder)).isEqualTo(json.length);
        LongPlaces known = finder.from(0);
        assertThat(known.endOf(2)).isEqualTo(130);
        assertThat(known.endOf(2 + 999 * 131)).isEqualTo(130 + 999 * 131);
        assertThat(known.endOf(2 + 1000 * 131)).isEqualTo(-1);
        assertThat(UsualJson.parse(json, 0, json.length, new Asked(known, new ArrayList<>())))
                .isEqualTo(carefully(json, 0, json.length));
    }

    @Property(tries = 20_000)
    void what_may_be_something_else_is_read_where_it_is_json(@ForAll long seed) {
        String text = new String(bytes(new Random(seed)), StandardCharsets.UTF_8);
        JsonValue parsed;
        try {
            parsed = Json.parse(text);
        } catch (MalformedJsonException e) {
            parsed = null;
        }
        assertThat(Json.parseIfAny(text)).isEqualTo(parsed);
    }

    @Property
    void gives_up_on_nothing_that_is_usual(@ForAll long seed) {
        StringBuilder text = new StringBuilder();
        value(new Random(seed), text, 0);
        byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(UsualJson.parse(json, 0, json.length, LongText::ofWritten))
                .isEqualTo(carefully(json, 0, json.length));
    }

    @Example
    void gives_up_on_depth_and_on_what_a_double_may_not_hold() {
        for (String unusual : List.of("[".repeat(66) + "]".repeat(66), "1e400", "1".repeat(101), "\"\\ud800\"")) {
            byte[] json = unusual.getBytes(StandardCharsets.UTF_8);
            assertThat(UsualJson.parse(json, 0, json.length, LongText::ofWritten))
                    .isNull();
        }
    }

    @Example
    void long_texts_may_be_given_by_somebody_else() throws MalformedJsonException {
        String words = "a text that is not short. ".repeat(8);
        LongText known = LongText.of(words);
        List<String> asked = new ArrayList<>();
        byte[] json = ("{\"text\":\"" + words + "\",\"word\":\"short\"}").getBytes(StandardCharsets.UTF_8);
        JsonValue value = Json.parse(json, 0, json.length, 0, (bytes, from, to) -> {
            asked.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            return known;
        });
        assertThat(asked).containsExactly(words);
        assertThat(value.field("text").longText()).isSameAs(known);
        assertThat(value.field("word").text()).isEqualTo("short");
    }

    @Example
    void a_repeated_name_keeps_its_place_in_small_objects_and_in_large_ones() throws MalformedJsonException {
        for (int others : List.of(1, 7, 8, 9, 40)) {
            List<String> fields = new ArrayList<>(List.of("\"twice\":1"));
            for (int i = 0; i < others; i++) {
                fields.add("\"f" + i + "\":[" + i + "]");
            }
            fields.add("\"twice\":2");
            JsonObject object = (JsonObject) Json.parse("{" + String.join(",", fields) + "}");
            assertThat(object.fields()).hasSize(others + 1);
            assertThat(object.fields().keySet().iterator().next()).isEqualTo("twice");
            assertThat(object.fields().get("twice")).isEqualTo(new JsonValue.JsonNumber("2"));
            assertThat(object.fields().get("f" + (others - 1))).isInstanceOf(JsonArray.class);
            assertThat(object.fields().get("f" + others)).isNull();
            assertThat(object.without("twice").fields()).hasSize(others).doesNotContainKey("twice");
        }
    }

    private static String unescaped(byte[] quoted) throws MalformedJsonException {
        return String.valueOf(Json.parse(quoted).text());
    }

    @Property(tries = 20_000)
    void json_within_a_string_is_what_the_string_says_as_json(@ForAll long seed) throws MalformedJsonException {
        Random random = new Random(seed);
        String said = new String(bytes(random), StandardCharsets.UTF_8);
        String quoted = new JsonString(said).compact();
        String written = random.nextBoolean() ? quoted : quoted.replace("l", "\\u006c");
        byte[] json = ("[" + written + " , 1]").getBytes(StandardCharsets.UTF_8);
        JsonCursor cursor = new JsonCursor(json, 0, json.length, LongText::ofWritten);
        assertThat(cursor.array() && cursor.element()).isTrue();
        JsonValue inner = cursor.inner(LongText::ofWritten);
        assertThat(inner).isEqualTo(Json.parseIfAny(said));
        if (inner == null) {
            assertThat(cursor.text()).isEqualTo(said);
        }
        assertThat(cursor.element()).isTrue();
        assertThat(cursor.inner(LongText::ofWritten)).isNull();
        assertThat(cursor.digits()).isEqualTo("1");
        assertThat(cursor.element()).isFalse();
        assertThat(cursor.done()).isTrue();
    }

    @Property(tries = 5_000)
    void a_text_is_cut_behind_so_many_characters(@ForAll long seed, @ForAll @IntRange(max = 60) int count)
            throws MalformedJsonException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        string(random, text);
        byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
        String said = unescaped(json);
        int end = JsonScan.characters(json, 1, json.length, count);
        String cut = new String(json, 0, end, StandardCharsets.UTF_8) + '"';
        int characters = Math.min(count, said.codePointCount(0, said.length()));
        assertThat(unescaped(cut.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(said.substring(0, said.offsetByCodePoints(0, characters)));
    }
}
