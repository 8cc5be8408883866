/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.Timeline;
import dev.tracefold.view.export.Sessions;

class PageDataTest {
    private static final PageBounds USUAL = PageBounds.defaults();

    static Stream<Path> bundles() throws IOException {
        return Sessions.bundles();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void requests_and_compactions_have_exactly_the_items_of_the_graph(Path bundle) throws IOException {
        RolloutTrace graph = Replay.salvage(bundle).run().graph();
        JsonNode data = Pages.data(bundle, USUAL).json();
        List<JsonNode> objects = Pages.objects(data);

        for (JsonNode call : data.get("objects").get("inference")) {
            InferenceCall expected = graph.inferenceCalls().values().stream()
                    .filter(other -> other.inferenceCallId()
                            .value()
                            .equals(call.get("id").asText()))
                    .findFirst()
                    .orElseThrow();
            assertThat(ids(data, objects, call.get("request"))).isEqualTo(values(expected.requestItemIds()));
        }
        for (JsonNode compaction : data.get("objects").get("compaction")) {
            Compaction expected = graph.compactions().values().stream()
                    .filter(other -> other.compactionId()
                            .value()
                            .equals(compaction.get("id").asText()))
                    .findFirst()
                    .orElseThrow();
            assertThat(ids(data, objects, compaction.get("input"))).isEqualTo(values(expected.inputItemIds()));
            assertThat(ids(data, objects, compaction.get("replacement")))
                    .isEqualTo(values(expected.replacementItemIds()));
        }
        assertThat(objects)
                .hasSize(graph.threads().size()
                        + graph.turns().size()
                        + graph.conversationItems().size()
                        + graph.inferenceCalls().size()
                        + graph.codeCells().size()
                        + graph.toolCalls().size()
                        + graph.terminalSessions().size()
                        + graph.terminalOperations().size()
                        + graph.compactions().size()
                        + graph.compactionRequests().size()
                        + graph.interactionEdges().size()
                        + graph.rawPayloads().size());
    }

    private static List<String> ids(JsonNode data, List<JsonNode> objects, JsonNode list) {
        return Pages.list(data, list.asInt()).stream()
                .map(item -> objects.get(item).get("id").asText())
                .toList();
    }

    private static List<String> values(List<ItemId> ids) {
        return ids.stream().map(ItemId::value).toList();
    }

    @Test
    void a_request_says_only_what_the_one_before_did_not() {
        JsonNode data = Pages.data(Pages.example("small"), USUAL).json();

        JsonNode first = data.get("lists").get(0);
        JsonNode second = data.get("lists").get(1);
        assertThat(first.get(0).asInt()).isEqualTo(-1);
        assertThat(second.get(0).asInt()).isZero();
        assertThat(second.get(1).asInt()).isEqualTo(first.size() - 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "agents", "cells"})
    void an_item_comes_with_the_event_that_brought_it(String name) throws Exception {
        Path bundle = Pages.example(name);
        JsonNode items = Pages.data(bundle, USUAL).json().get("objects").get("item");

        assertThat(items).isNotEmpty();
        try (Timeline timeline = Timeline.of(Replay.strict(bundle))) {
            for (JsonNode item : items) {
                ItemId id = new ItemId(item.get("id").asText());
                long seq = item.get("from").get(0).asLong();
                assertThat(timeline.at(seq).graph().conversationItems()).containsKey(id);
                assertThat(timeline.at(seq - 1).graph().conversationItems()).doesNotContainKey(id);
            }
        }
    }

    @Test
    void a_compaction_has_the_seq_of_its_install() {
        JsonNode compaction = Pages.data(Pages.example("cells"), USUAL)
                .json()
                .get("objects")
                .get("compaction")
                .get(0);

        // 25 is the event compaction_installed of the example.
        assertThat(compaction.get("from").get(0).asLong()).isEqualTo(25);
    }

    @Test
    void payloads_tell_their_size_and_whether_they_are_there() throws IOException {
        Path bundle = Pages.example("small");
        PayloadId gone = new PayloadId("raw_payload:99");

        JsonNode payloads = Pages.data(bundle, new PayloadRef(gone, PayloadKind.TOOL_RESULT, "payloads/99.json"))
                .json()
                .get("objects")
                .get("payload");

        int there = 0;
        for (JsonNode payload : payloads) {
            if (payload.get("id").asText().equals(gone.value())) {
                assertThat(payload.get("missing").asBoolean()).isTrue();
                assertThat(payload.has("bytes")).isFalse();
            } else {
                there++;
                assertThat(payload.has("missing")).isFalse();
                assertThat(payload.get("bytes").asLong())
                        .isEqualTo(Files.size(bundle.resolve(payload.get("path").asText())));
            }
        }
        assertThat(there).isPositive().isEqualTo(payloads.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void the_same_session_gives_the_same_bytes(Path bundle) {
        assertThat(Pages.data(bundle, USUAL).bytes())
                .isEqualTo(Pages.data(bundle, USUAL).bytes());
    }

    @Nested
    class Bounds {
        private final Path bundle = Pages.example("agents");

        @Test
        void texts_are_cut_to_the_preview_and_tell_their_whole_length() {
            Pages.Written written = Pages.data(bundle, new PageBounds(10, USUAL.bytes()));

            int cut = 0;
            for (JsonNode text : written.json().get("texts")) {
                if (text.isArray()) {
                    cut++;
                    assertThat(text.get(0).asText()).hasSizeLessThanOrEqualTo(10);
                    assertThat(text.get(1).asInt()).isGreaterThan(10);
                } else {
                    assertThat(text.asText()).hasSizeLessThanOrEqualTo(10);
                }
            }
            assertThat(cut).isPositive().isEqualTo(written.leftOut().shortened());
            assertThat(written.leftOut().dropped()).isZero();
        }

        @Test
        void without_previews_nothing_is_said() {
            for (JsonNode text :
                    Pages.data(bundle, new PageBounds(0, USUAL.bytes())).json().get("texts")) {
                assertThat(text.isArray() ? text.get(0).asText() : text.asText())
                        .isEmpty();
            }
        }

        @Test
        void a_page_stays_within_its_size_whatever_that_is() {
            int whole = Pages.report(bundle, USUAL).bytes().length;
            int dropped = 0;
            for (int size = (int) least(bundle); size < whole; size += 100) {
                Pages.Written written = Pages.report(bundle, new PageBounds(2000, size));
                assertThat(written.bytes()).hasSizeLessThanOrEqualTo(size);
                assertThat(written.leftOut().shortened() + written.leftOut().dropped())
                        .isPositive();
                dropped += written.leftOut().dropped();
            }
            assertThat(dropped).isPositive();
            assertThat(Pages.report(bundle, new PageBounds(2000, whole + 1024)).leftOut())
                    .isEqualTo(new LeftOut(0, 0, 0, 0, 0, 0, 2000));
        }

        /** The smallest page that there can be. */
        private static long least(Path bundle) {
            long tooSmall = 1;
            long fits = USUAL.bytes();
            while (fits - tooSmall > 1) {
                long middle = (tooSmall + fits) / 2;
                try {
                    Pages.report(bundle, new PageBounds(2000, middle));
                    fits = middle;
                } catch (PageTooLargeException e) {
                    tooSmall = middle;
                }
            }
            return fits;
        }

        @Test
        void the_longest_give_way_first() {
            int whole = Pages.report(bundle, USUAL).bytes().length;

            Pages.Written written = Pages.report(bundle, new PageBounds(2000, whole + 500));

            assertThat(written.leftOut().dropped()).isZero();
            assertThat(written.leftOut().preview()).isBetween(80, 1999);
            assertThat(written.leftOut().shortened()).isLessThan(10);
        }

        @Test
        void a_page_that_cannot_be_so_small_is_refused() {
            assertThatThrownBy(() -> Pages.report(bundle, new PageBounds(2000, 20_000)))
                    .isInstanceOf(PageTooLargeException.class);
        }
    }

    @Nested
    class Cutting {
        @Test
        void never_leaves_half_a_character() {
            assertThat(Texts.cut("ab\ud83d\ude80", 3)).isEqualTo("ab");
            assertThat(Texts.cut("ab\ud83d\ude80", 4)).isEqualTo("ab\ud83d\ude80");
            assertThat(Texts.cut("abc", 0)).isEmpty();
        }

        @Test
        void takes_bytes_for_text_whatever_they_are() throws IOException {
            Texts texts = new Texts(4);
            texts.number(new byte[] {(byte) 0xff, 'a'});
            texts.number("\ud83d\ude80\ud83d\ude80\ud83d\ude80".getBytes(UTF_8));
            texts.number(new byte[0]);
            var bytes = new ByteArrayOutputStream();
            try (var json = PageJson.generator(bytes)) {
                texts.write(json, 10_000);
            }

            assertThat(bytes.toString(UTF_8)).isEqualTo("[\"\ufffda\",[\"\\uD83D\\uDE80\\uD83D\\uDE80\",12],\"\"]");
        }

        @Test
        void knows_how_long_a_text_becomes() throws IOException {
            String text = "a\"\\\n\t\u0001<>&\u2028\u00e9\u20ac\ud83d\ude80";
            var bytes = new ByteArrayOutputStream();
            try (var json = PageJson.generator(bytes)) {
                json.writeString(text);
            }

            assertThat(PageJson.length(text)).isEqualTo(bytes.size() - 2);
        }
    }
}
