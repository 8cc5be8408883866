/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.view.export.Sessions;

/** Pages of the last part of a session. */
class PagePartTest {
    private static final List<String> WITH_WINDOWS =
            List.of("turn", "inference", "cell", "tool", "operation", "compaction-request");

    static Stream<Path> bundles() throws IOException {
        return Sessions.bundles();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void a_part_that_begins_with_the_first_event_is_the_whole_session(Path bundle) {
        byte[] whole = Pages.data(bundle, PageBounds.defaults()).bytes();

        assertThat(Pages.since(bundle, 0).bytes()).isEqualTo(whole);
        assertThat(Pages.since(bundle, 1).bytes()).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "agents", "cells"})
    void a_part_has_what_had_not_ended_before_it_and_what_that_refers_to(String name) {
        Path bundle = Pages.example(name);
        JsonNode whole = Pages.data(bundle, PageBounds.defaults()).json();
        int events = whole.get("events").get("types").size();
        for (long from = 2; from <= events; from++) {
            Pages.Written written = Pages.since(bundle, from);
            JsonNode part = written.json();

            assertThat(written.leftOut().events()).isEqualTo((int) from - 1);
            assertThat(written.leftOut().from()).isEqualTo(from);
            assertThat(part.get("events").get("types")).hasSize(events - (int) from + 1);
            assertThat(part.get("events").get("seqs").get(0).asLong()).isEqualTo(from);
            for (String kind : WITH_WINDOWS) {
                assertThat(ids(part, kind)).isEqualTo(idsSince(whole, kind, from));
            }
            assertThat(ids(part, "thread")).isEqualTo(ids(whole, "thread"));
            assertThat(ids(part, "item")).isEqualTo(idsFrom(whole, "item", from));
            assertThat(ids(part, "compaction")).isEqualTo(idsFrom(whole, "compaction", from));
            assertThat(ids(part, "payload")).isSubsetOf(ids(whole, "payload"));
            refersAsTheWholeDoes(part, whole);
        }
    }

    private static List<String> ids(JsonNode data, String kind) {
        List<String> ids = new ArrayList<>();
        data.get("objects").get(kind).forEach(object -> ids.add(object.get("id").asText()));
        return ids;
    }

    private static List<String> idsSince(JsonNode data, String kind, long from) {
        List<String> ids = new ArrayList<>();
        for (JsonNode object : data.get("objects").get(kind)) {
            if (!object.has("to") || object.get("to").get(0).asLong() >= from) {
                ids.add(object.get("id").asText());
            }
        }
        return ids;
    }

    private static List<String> idsFrom(JsonNode data, String kind, long from) {
        List<String> ids = new ArrayList<>();
        for (JsonNode object : data.get("objects").get(kind)) {
            if (object.get("from").get(0).asLong() >= from) {
                ids.add(object.get("id").asText());
            }
        }
        return ids;
    }

    /** Of what a request was told and what a call refers to, the part has all that it has at all. */
    private static void refersAsTheWholeDoes(JsonNode part, JsonNode whole) {
        Set<String> items = new HashSet<>(ids(part, "item"));
        Set<String> payloads = new HashSet<>(ids(part, "payload"));
        List<JsonNode> there = Pages.objects(part);
        List<JsonNode> all = Pages.objects(whole);
        for (JsonNode call : part.get("objects").get("inference")) {
            JsonNode same = all.stream()
                    .filter(other -> other.has("request")
                            && other.get("id").asText().equals(call.get("id").asText()))
                    .findFirst()
                    .orElseThrow();
            List<String> told = new ArrayList<>();
            for (int item : Pages.wholeList(part, call.get("request").asInt())) {
                told.add(item < 0 ? "gone" : there.get(item).get("id").asText());
            }
            List<String> expected = new ArrayList<>();
            for (int item : Pages.wholeList(whole, same.get("request").asInt())) {
                String id = all.get(item).get("id").asText();
                expected.add(items.contains(id) ? id : "gone");
            }
            assertThat(told).isEqualTo(expected);
            for (String evidence : List.of("raw_request", "raw_response")) {
                if (same.has(evidence)) {
                    String id = all.get(same.get(evidence).asInt()).get("id").asText();
                    assertThat(payloads).contains(id);
                    assertThat(there.get(call.get(evidence).asInt()).get("id").asText())
                            .isEqualTo(id);
                }
            }
        }
    }

    @Test
    void turns_and_requests_go_on_being_counted_from_the_first() {
        Path bundle = Pages.example("cells");
        JsonNode whole = Pages.data(bundle, PageBounds.defaults()).json();
        long from = whole.get("objects").get("turn").get(1).get("from").get(0).asLong();

        JsonNode thread =
                Pages.since(bundle, from).json().get("objects").get("thread").get(0);

        assertThat(thread.get("turns_before").asInt()).isEqualTo(1);
        // The first turn made two.
        assertThat(thread.get("inferences_before").asInt()).isEqualTo(2);
        JsonNode inWhole = whole.get("objects").get("thread").get(0);
        assertThat(inWhole.has("turns_before")).isFalse();
        assertThat(inWhole.has("inferences_before")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void what_does_not_fit_is_shortened_to_a_last_part_that_does(Path bundle) {
        int whole = Pages.data(bundle, new PageBounds(0, Long.MAX_VALUE)).bytes().length;
        int events = Pages.data(bundle, PageBounds.defaults())
                .json()
                .get("events")
                .get("types")
                .size();
        int parts = 0;
        for (long bytes = whole; bytes > 4_000; bytes = bytes * 3 / 4) {
            Pages.Written written;
            try {
                written = Pages.fitting(bundle, new PageBounds(100, bytes));
            } catch (PageTooLargeException e) {
                // What all pages have may be more than that.
                break;
            }
            assertThat(written.bytes()).hasSizeLessThanOrEqualTo((int) bytes);
            int shown = written.json().get("events").get("types").size();
            assertThat(shown + written.leftOut().events()).isEqualTo(events);
            assertThat(written.json().get("left_out").get("events").asInt())
                    .isEqualTo(written.leftOut().events());
            parts += written.leftOut().events() > 0 ? 1 : 0;
        }
        assertThat(parts).isGreaterThanOrEqualTo(whole > 20_000 ? 1 : 0);
    }

    @Test
    void what_fits_is_not_shortened() {
        Path bundle = Pages.example("agents");

        assertThat(Pages.fitting(bundle, PageBounds.defaults()).bytes())
                .isEqualTo(Pages.data(bundle, PageBounds.defaults()).bytes());
    }

    @Test
    void of_a_page_that_holds_nothing_there_is_none() {
        assertThatThrownBy(() -> Pages.fitting(Pages.example("agents"), new PageBounds(0, 600)))
                .isInstanceOf(PageTooLargeException.class);
    }
}
