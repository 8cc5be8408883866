/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import dev.tracefold.model.graph.History;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.model.value.JsonValue;

class JsonProperties {
    @Property(tries = 2000)
    void an_event_reads_back_as_it_was_written(@ForAll long seed) throws MalformedJsonException {
        RawTraceEvent event = new AnyModel(seed).value(RawTraceEvent.class);
        byte[] line = RawEventJson.toLine(event);
        assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
        assertThat(line).containsOnlyOnce((byte) '\n');
        assertThat(RawEventJson.read(line, 0, line.length - 1, 1)).isEqualTo(event);
        assertThat(RawEventJson.toLine(RawEventJson.read(line, 0, line.length, 1)))
                .isEqualTo(line);
    }

    @Property(tries = 200)
    void a_manifest_reads_back_as_it_was_written(@ForAll long seed) throws MalformedJsonException {
        TraceManifest manifest = new AnyModel(seed).value(TraceManifest.class);
        assertThat(ManifestJson.read(ManifestJson.toBytes(manifest))).isEqualTo(manifest);
    }

    @Property(tries = 400)
    void a_graph_reads_back_as_it_was_written(@ForAll long seed) throws IOException, MalformedJsonException {
        RolloutTrace trace = new AnyModel(seed).value(RolloutTrace.class);
        byte[] written = written(trace);
        RolloutTrace read = GraphJson.read(new ByteArrayInputStream(written));
        assertThat(read).isEqualTo(trace);
        assertThat(written(read)).isEqualTo(written);
    }

    @Property(tries = 500)
    void lists_that_repeat_each_other_read_back_too(@ForAll long seed) throws IOException, MalformedJsonException {
        Random random = new Random(seed);
        AnyModel any = new AnyModel(seed);
        RolloutTrace.Builder trace = RolloutTrace.builder().from(any.value(RolloutTrace.class));
        for (int n = random.nextInt(12); n > 0; n--) {
            InferenceCall call = any.value(InferenceCall.class);
            InferenceCallId id = new InferenceCallId("call " + n);
            trace.putInferenceCalls(
                    id, call.withInferenceCallId(id).withRequestItemIds(History.copyOf(history(random))));
        }
        RolloutTrace built = trace.build();
        assertThat(GraphJson.read(new ByteArrayInputStream(written(built)))).isEqualTo(built);
    }

    @Property(tries = 12)
    void long_objects_are_written_in_the_order_of_the_bytes_of_their_ids(@ForAll long seed)
            throws IOException, MalformedJsonException {
        Random random = new Random(seed);
        AnyModel any = new AnyModel(seed);
        RolloutTrace.Builder trace = RolloutTrace.builder().from(any.value(RolloutTrace.class));
        String shared = random.nextBoolean() ? "call:" : "\ud83d\ude00";
        for (int n = 1_000 + random.nextInt(2_000); n > 0; n--) {
            String text = random.nextInt(4) == 0 ? any.text() : Integer.toString(random.nextInt(100_000));
            InferenceCallId id = new InferenceCallId(random.nextInt(500) == 0 ? text : shared + text);
            trace.putInferenceCalls(
                    id,
                    any.value(InferenceCall.class)
                            .withInferenceCallId(id)
                            .withRequestItemIds(History.copyOf(history(random))));
        }
        RolloutTrace built = trace.build();
        byte[] written = written(built);
        assertThat(GraphJson.read(new ByteArrayInputStream(written))).isEqualTo(built);
        JsonValue calls = Json.parse(written).field("inference_calls");
        assertThat(List.copyOf(((JsonValue.JsonObject) calls).fields().keySet()))
                .isSortedAccordingTo((a, b) ->
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    }

    @Property(tries = 5)
    void what_goes_wrong_in_a_long_object_is_told(@ForAll long seed) {
        Random random = new Random(seed);
        AnyModel any = new AnyModel(seed);
        RolloutTrace.Builder trace = RolloutTrace.builder().from(any.value(RolloutTrace.class));
        InferenceCall call = any.value(InferenceCall.class);
        int bad = random.nextInt(2_000);
        for (int n = 0; n < 2_000; n++) {
            trace.putInferenceCalls(new InferenceCallId("call:" + n), call.withModel(n == bad ? "\ud800" : "m"));
        }
        RolloutTrace built = trace.build();
        assertThatThrownBy(() -> written(built)).isInstanceOf(CharConversionException.class);
    }

    /** Of few items, so that lists begin alike and part, go on, and stop. */
    private static List<ItemId> history(Random random) {
        List<ItemId> ids = new ArrayList<>();
        for (int n = random.nextInt(24); n > 0; n--) {
            ids.add(new ItemId(random.nextInt(8) == 0 ? "x\"\u00e9" : "item:" + n % 2));
        }
        return ids;
    }

    @Property(tries = 500)
    void a_long_text_is_written_as_its_pieces_are(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        AnyModel any = new AnyModel(seed);
        List<String> pieces = new ArrayList<>();
        for (int n = 60 + random.nextInt(100); n > 0; n--) {
            pieces.add(any.text() + "?".repeat(random.nextInt(2)));
        }
        String text = String.join("", pieces).repeat(1 + random.nextInt(80));
        String quoted = quoted(text);
        StringBuilder oneByOne = new StringBuilder();
        for (String piece : pieces) {
            String alone = quoted(piece);
            oneByOne.append(alone, 1, alone.length() - 1);
        }
        assertThat(quoted)
                .isEqualTo('"'
                        + oneByOne.toString()
                                .repeat(text.length() / String.join("", pieces).length())
                        + '"');
        int at = random.nextInt(text.length() + 1);
        boolean splitsAPair = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        String alone = splitsAPair ? "x" : random.nextBoolean() ? "\ud800" : "\udfff";
        assertThatThrownBy(() -> quoted(text.substring(0, at) + alone + text.substring(at)))
                .isInstanceOf(CharConversionException.class);
    }

    private static String quoted(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonOut out = JsonOut.indented(bytes);
        out.string(text);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Property(tries = 3000)
    void a_mutated_line_gives_a_value_or_the_one_exception(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] line = RawEventJson.toLine(new AnyModel(seed).value(RawTraceEvent.class));
        for (int n = random.nextInt(4); n > 0; n--) {
            line[random.nextInt(line.length)] = (byte) random.nextInt(256);
        }
        int end = random.nextBoolean() ? line.length : random.nextInt(line.length + 1);
        try {
            assertThat(RawEventJson.read(line, 0, end, 7)).isNotNull();
        } catch (MalformedJsonException e) {
            assertThat(e.line()).isGreaterThanOrEqualTo(7);
        }
    }

    @Property(tries = 300)
    void a_mutated_graph_gives_a_value_or_the_one_exception(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] json = written(new AnyModel(seed).value(RolloutTrace.class));
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            json[random.nextInt(json.length)] = (byte) random.nextInt(256);
        }
        try {
            GraphJson.read(new ByteArrayInputStream(Arrays.copyOf(json, random.nextInt(json.length + 1))));
        } catch (MalformedJsonException e) {
            assertThat(e.line()).isPositive();
        }
    }

    @Property(tries = 1000)
    void texts_are_ordered_as_their_bytes(@ForAll long seed) {
        AnyModel any = new AnyModel(seed);
        String a = any.text();
        String b = any.text();
        int byBytes = Arrays.compareUnsigned(
                a.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                b.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(Integer.signum(Utf8.compare(a, b))).isEqualTo(Integer.signum(byBytes));
    }

    @Property(tries = 1000)
    void the_shortest_digits_read_back_as_the_same_double(@ForAll double value) {
        assertThat(Double.parseDouble(new JsonValue.JsonNumber(Double.toString(value)).compact()))
                .isEqualTo(value);
    }

    private static byte[] written(RolloutTrace trace) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GraphJson.write(trace, out);
        return out.toByteArray();
    }
}
