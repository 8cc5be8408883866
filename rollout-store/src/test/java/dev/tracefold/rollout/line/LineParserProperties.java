/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.LongPlaces;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonObject;

class LineParserProperties {
    private static final List<String> TYPES = List.of(
            "\"session_meta\"",
            "\"response_item\"",
            "\"event_msg\"",
            "\"compacted\"",
            "\"other\"",
            "\"respons\\u0065_item\"",
            "3",
            "null");
    private static final List<String> VALUES = List.of(
            "\"text\"",
            "\"\"",
            "\"a \\\"quoted\\\" one\"",
            "\"é\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "1",
            "-1.5",
            "1e999",
            "{}",
            "{\"type\":\"inner\",\"payload\":{\"type\":\"x\"}}",
            "[1,[2],{\"a\":\"]\"}]",
            "true",
            "null",
            "[".repeat(70));
    private static final List<String> ORDINALS = List.of(
            "0",
            "7",
            "4711",
            "9223372036854775807",
            "99999999999999999999",
            "01",
            "-1",
            "1.5",
            "1e3",
            "\"1\"",
            "[1]",
            "");
    private static final List<String> NAMES =
            List.of("text", "message", "type", "payload", "timestamp", "a\\\"b", "t\\u0079pe", "é", "ordinal");

    private static String any(Random random, List<String> list) {
        return list.get(random.nextInt(random.nextInt(4) > 0 ? Math.min(4, list.size()) : list.size()));
    }

    private static String object(Random random, boolean payload) {
        StringBuilder out = new StringBuilder(random.nextInt(9) == 0 ? "{ " : "{");
        boolean timeLast = random.nextInt(6) == 0;
        if (!payload && !timeLast) {
            out.append("\"timestamp\":\"2026-01-01T00:00:00.000Z\",");
        }
        if (!payload && random.nextInt(4) == 0) {
            out.append("\"ordinal\":").append(any(random, ORDINALS)).append(',');
        }
        out.append("\"type\":").append(any(random, payload ? VALUES : TYPES));
        if (!payload && timeLast) {
            out.append(",\"timestamp\":\"2026-01-01T00:00:00.000Z\"");
        }
        if (!payload) {
            out.append(",\"payload\":").append(random.nextInt(9) == 0 ? any(random, VALUES) : object(random, true));
        }
        for (int n = random.nextInt(4) - (payload ? 0 : 2); n > 0; n--) {
            out.append(random.nextInt(9) == 0 ? " ,\t" : ",");
            out.append('"').append(any(random, NAMES)).append("\":").append(any(random, VALUES));
        }
        return out.append(random.nextInt(9) == 0 ? " }" : "}").toString();
    }

    private static byte[] line(Random random) {
        StringBuilder line = new StringBuilder(object(random, false));
        if (random.nextInt(4) == 0) {
            line.setCharAt(random.nextInt(line.length()), "\",:{}[]\\ e1".charAt(random.nextInt(11)));
        }
        if (random.nextInt(6) == 0) {
            line.setLength(random.nextInt(line.length()));
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String told(LineParser parser, boolean good) {
        return good
                ? parser.type() + " " + parser.timestamp() + " " + parser.itemType() + " " + parser.payloadStart() + " "
                        + parser.payloadLength() + " " + parser.obsolete()
                : parser.problem();
    }

    @Property(tries = 20_000)
    void quickly_and_by_tokens_a_line_says_the_same(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] line = line(random);
        int room = random.nextInt(3);
        byte[] buffer = new byte[room + line.length + random.nextInt(3)];
        System.arraycopy(line, 0, buffer, room, line.length);
        LineParser quick = new LineParser();
        LineParser careful = new LineParser();
        boolean good = quick.parse(buffer, room, line.length);
        assertThat(good).isEqualTo(careful.tokenise(buffer, room, line.length));
        assertThat(told(quick, good)).isEqualTo(told(careful, good));
        assertThat(quick.ordinal()).isEqualTo(careful.ordinal());
        if (quick.sound()) {
            assertThat(isSound(line)).isTrue();
        }
        if (good && quick.sound()) {
            RolloutLine whole = quick.toLine(1, 0, buffer, room, line.length);
            assertThat(payloadByPlaces(whole)).isEqualTo(parsed(line, whole.payloadStart(), whole.payloadEnd()));
        }
    }

    @Property(tries = 5_000)
    void a_line_gets_another_number_and_is_otherwise_the_same(
            @ForAll long seed, @ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long number) {
        Random random = new Random(seed);
        byte[] line = line(random);
        LineParser parser = new LineParser();
        Assume.that(parser.parse(line, 0, line.length) && !parser.bare());
        String before = told(parser, true);
        byte[] room = ("xyz" + new String(line, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        assertThat(parser.parse(room, 3, line.length)).isTrue();
        byte[] numbered = Renumbering.numbered(parser, room, 3, line.length, number);
        assertThat(parser.parse(numbered, 0, numbered.length)).isTrue();
        assertThat(parser.ordinal()).isEqualTo(number);
        assertThat(told(parser, true).replaceAll("\\d+ (?=\\d+ \\w+$)", ""))
                .isEqualTo(before.replaceAll("\\d+ (?=\\d+ \\w+$)", ""));
        // And back again, where it had one.
        LineParser original = new LineParser();
        original.parse(line, 0, line.length);
        if (original.ordinal() >= 0) {
            assertThat(Renumbering.numbered(parser, numbered, 0, numbered.length, original.ordinal()))
                    .isEqualTo(line);
        }
    }

    private static JsonValue payloadByPlaces(RolloutLine line) {
        FieldPlaces places = Objects.requireNonNull(line.payloadFields());
        JsonObject.Builder fields = new JsonObject.Builder();
        for (int i = 0; i < places.size(); i++) {
            JsonValue name = parsed(line.bytes(), places.name(i), places.nameEnd(i));
            fields.field(String.valueOf(name.text()), parsed(line.bytes(), places.value(i), places.valueEnd(i)));
        }
        return fields.build();
    }

    private static JsonValue parsed(byte[] json, int from, int to) {
        try {
            return Json.parse(json, from, to);
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isSound(byte[] json) {
        try {
            Json.parse(json);
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    @Example
    void of_more_fields_than_anybody_writes_none_is_remembered() {
        String fields = "\"n\":1,".repeat(1000);
        byte[] line = ("{\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"type\":\"event_msg\",\"payload\":{" + fields
                        + "\"type\":\"agent_message\"}}")
                .getBytes(StandardCharsets.UTF_8);
        LineParser parser = new LineParser();
        assertThat(parser.parse(line, 0, line.length)).isTrue();
        assertThat(parser.sound()).isTrue();
        assertThat(parser.itemType()).isEqualTo("agent_message");
        assertThat(parser.payloadFields()).isNull();
    }

    @Example
    void a_line_remembers_its_long_texts_wherever_it_lay() {
        String text = "said \\n".repeat(40);
        String payload = "{\"type\":\"message\",\"content\":[{\"text\":\"" + text + "\"},{\"text\":\"short\"}]}";
        String line = "{\"timestamp\":\"t\",\"type\":\"response_item\",\"payload\":" + payload + "}";
        byte[] buffer = ("\n\n\n" + line).getBytes(StandardCharsets.UTF_8);
        LineParser parser = new LineParser();
        assertThat(parser.parse(buffer, 3, line.length())).isTrue();
        LongPlaces known = parser.toLine(1, 0, buffer, 3, line.length()).longTexts();
        assertThat(known.endOf(line.indexOf(text))).isEqualTo(line.indexOf(text) + text.length());
        assertThat(known.endOf(line.indexOf("short"))).isEqualTo(-1);
    }

    @Example
    void what_recorders_write_is_read_quickly() {
        byte[] line = ("{\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"type\":\"event_msg\",\"payload\":"
                        + "{\"type\":\"agent_message\",\"message\":\"two\\nlines and \\\"é\\\"\",\"phase\":null,\"n\":[1.5]}}")
                .getBytes(StandardCharsets.UTF_8);
        LineParser parser = new LineParser();
        assertThat(parser.parse(line, 0, line.length)).isTrue();
        assertThat(parser.sound()).isTrue();
        assertThat(parser.itemType()).isEqualTo("agent_message");
    }
}
