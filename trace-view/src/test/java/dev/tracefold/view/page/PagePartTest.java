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
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.view.export.Sessions;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;

/** Pages of a part of a session. */
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
    void a_part_has_what_was_going_on_then_and_what_that_refers_to(String name) {
        Path bundle = Pages.example(name);
        JsonNode whole = Pages.data(bundle, PageBounds.defaults()).json();
        int events = whole.get("events").get("types").size();
        for (int first = 1; first < events; first++) {
            holdsWhatWasGoingOn(bundle, whole, first, events);
            holdsWhatWasGoingOn(bundle, whole, first, (first + events + 1) / 2);
            holdsWhatWasGoingOn(bundle, whole, first - 1, first);
        }
    }

    /** Of these examples, all events are numbered in turn, from 1. */
    private static void holdsWhatWasGoingOn(Path bundle, JsonNode whole, int first, int end) {
        int events = whole.get("events").get("types").size();
        Pages.Written written = Pages.part(bundle, first, end - first);
        JsonNode part = written.json();

        assertThat(written.leftOut().events()).isEqualTo(first);
        assertThat(written.leftOut().from()).isEqualTo(first + 1);
        assertThat(written.leftOut().later()).isEqualTo(events - end);
        assertThat(part.get("left_out").get("later").asInt()).isEqualTo(events - end);
        if (end < events) {
            assertThat(written.leftOut().fromLater()).isEqualTo(end + 1);
        }
        assertThat(part.get("events").get("types")).hasSize(end - first);
        assertThat(part.get("events").get("seqs").get(0).asLong()).isEqualTo(first + 1);
        for (String kind : WITH_WINDOWS) {
            assertThat(ids(part, kind)).isEqualTo(idsWithin(whole, kind, first + 1, end));
        }
        assertThat(ids(part, "thread")).isEqualTo(ids(whole, "thread"));
        assertThat(ids(part, "item")).isEqualTo(idsFrom(whole, "item", first + 1, end));
        assertThat(ids(part, "compaction")).isEqualTo(idsFrom(whole, "compaction", first + 1, end));
        assertThat(ids(part, "payload")).isSubsetOf(ids(whole, "payload"));
        refersAsTheWholeDoes(part, whole);
    }

    private static List<String> ids(JsonNode data, String kind) {
        List<String> ids = new ArrayList<>();
        data.get("objects").get(kind).forEach(object -> ids.add(object.get("id").asText()));
        return ids;
    }

    private static List<String> idsWithin(JsonNode data, String kind, long from, long to) {
        List<String> ids = new ArrayList<>();
        for (JsonNode object : data.get("objects").get(kind)) {
            boolean begun = object.get("from").get(0).asLong() <= to;
            if (begun && (!object.has("to") || object.get("to").get(0).asLong() >= from)) {
                ids.add(object.get("id").asText());
            }
        }
        return ids;
    }

    private static List<String> idsFrom(JsonNode data, String kind, long from, long to) {
        List<String> ids = new ArrayList<>();
        for (JsonNode object : data.get("objects").get(kind)) {
            long seq = object.get("from").get(0).asLong();
            if (seq >= from && seq <= to) {
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

    @ParameterizedTest
    @ValueSource(strings = {"small", "agents", "cells"})
    void parts_that_fit_one_behind_the_other_are_the_whole(String name) {
        Path bundle = Pages.example(name);
        JsonNode whole = Pages.data(bundle, PageBounds.defaults()).json();
        int events = whole.get("events").get("types").size();
        PageBounds bounds = new PageBounds(
                100, Pages.data(bundle, new PageBounds(0, 1 << 20)).bytes().length * 3 / 4);
        Set<String> items = new LinkedHashSet<>();
        int parts = 0;
        for (int first = 0; first < events; parts++) {
            Pages.Written written = Pages.fitting(bundle, bounds, first + 1);
            assertThat(written.bytes()).hasSizeLessThanOrEqualTo((int) bounds.bytes());
            assertThat(written.leftOut().events()).isEqualTo(first);
            items.addAll(ids(written.json(), "item"));
            first = events - written.leftOut().later();
        }
        assertThat(parts).isGreaterThan(1);
        assertThat(items).containsExactlyElementsOf(ids(whole, "item"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "agents", "cells"})
    void a_part_that_begins_with_an_object_has_it(String name) {
        Path bundle = Pages.example(name);
        JsonNode whole = Pages.data(bundle, PageBounds.defaults()).json();
        for (NodeKind kind : NodeKind.values()) {
            for (String id : ids(whole, kind.word())) {
                Long seq = Pages.seqOf(bundle, new Node(kind, id));
                if (seq == null) {
                    assertThat(kind).isIn(NodeKind.PAYLOAD, NodeKind.EDGE);
                } else {
                    assertThat(ids(Pages.since(bundle, seq).json(), kind.word()))
                            .as(kind + " " + id)
                            .contains(id);
                }
            }
        }
    }

    @Test
    void a_part_tells_where_those_beside_it_begin() {
        Path bundle = Pages.example("agents");
        JsonNode middle = Pages.part(bundle, 20, 8).json().get("left_out");
        assertThat(middle.get("seq_earlier").asInt()).isEqualTo(13);
        assertThat(middle.get("seq_later").asInt()).isEqualTo(29);

        JsonNode end = Pages.part(bundle, 40, 8).json().get("left_out");
        assertThat(end.get("seq_earlier").asInt()).isEqualTo(1);
        assertThat(end.has("seq_later")).isFalse();

        JsonNode beginning = Pages.part(bundle, 0, 8).json().get("left_out");
        assertThat(beginning.has("seq_earlier")).isFalse();
        assertThat(beginning.get("seq_later").asInt()).isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void a_part_tells_what_failed_last_before_it_and_first_behind_it(Path bundle) {
        JsonNode whole = Pages.data(bundle, PageBounds.defaults()).json();
        assertThat(whole.has("failures_beside")).isFalse();
        List<JsonNode> failed = new ArrayList<>();
        for (String kind : List.of("turn", "inference", "cell", "tool", "compaction-request")) {
            for (JsonNode object : whole.get("objects").get(kind)) {
                if (List.of("failed", "aborted").contains(object.get("status").asText())) {
                    failed.add(object);
                }
            }
        }
        List<Long> seqs = new ArrayList<>();
        long last = 0;
        for (JsonNode step : whole.get("events").get("seqs")) {
            last += step.asLong();
            seqs.add(last);
        }
        for (int first = 0; first + 3 < seqs.size(); first += 3) {
            JsonNode beside = Pages.part(bundle, first, 3).json().get("failures_beside");
            long from = seqs.get(first);
            long to = seqs.get(first + 2);
            assertThat(beside.path("earlier").path("seq").asLong())
                    .isEqualTo(failed.stream()
                            .filter(object -> seq(object, "to") < from)
                            .max(Comparator.comparingLong(object -> seq(object, "to")))
                            .map(object -> seq(object, "from"))
                            .orElse(0L));
            assertThat(beside.path("later").path("seq").asLong())
                    .isEqualTo(failed.stream()
                            .mapToLong(object -> seq(object, "from"))
                            .filter(seq -> seq > to)
                            .min()
                            .orElse(0));
        }
    }

    private static long seq(JsonNode object, String end) {
        return object.get(end).get(0).asLong();
    }

    @Test
    void a_part_behind_the_end_is_the_last_event() {
        Pages.Written written = Pages.part(Pages.example("small"), 1000, 5);

        assertThat(written.leftOut().events()).isEqualTo(23);
        assertThat(written.leftOut().later()).isZero();
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
