/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.TraceSource;

class HomeRequestsTest {
    private static final List<String> NAMES = List.of("agents", "broken", "cells", "small");

    private final AtomicInteger opened = new AtomicInteger();
    private ViewServer server;
    private Client client;

    /** A page holds two. */
    private final class FourSessions implements SessionCatalog {
        @Override
        public String title() {
            return "four <b>sessions</b>";
        }

        @Override
        public boolean hasArchive() {
            return false;
        }

        @Override
        public Page page(Query query) {
            List<String> names =
                    NAMES.stream().filter(name -> name.contains(query.text())).toList();
            String cursor = query.cursor();
            int from = cursor == null ? 0 : Integer.parseInt(cursor);
            int to = Math.min(names.size(), from + Math.min(2, query.limit()));
            return new Page(
                    names.subList(from, to).stream()
                            .map(name -> new Row(name, "the " + name, "/x", 1L, null, 5L))
                            .toList(),
                    to < names.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
        }

        @Override
        public Optional<TraceSource.Opener> find(String id) {
            if (id.equals("no-bundle")) {
                return Optional.of(() -> Bundle.open(Examples.of("")));
            }
            return NAMES.contains(id)
                    ? Optional.of(() -> {
                        opened.incrementAndGet();
                        return Bundle.open(Examples.of(id));
                    })
                    : Optional.empty();
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = ViewServer.ofSessions(new FourSessions(), 0);
        client = new Client(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private JsonValue list(String query) throws Exception {
        var answer = client.get("sessions.json" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.parse(answer.body());
    }

    @Test
    void lists_a_page_at_a_time() throws Exception {
        JsonValue first = list("");
        assertThat(first.field("sessions").compact())
                .contains("agents")
                .contains("broken")
                .doesNotContain("cells");
        assertThat(first.field("next").text()).isEqualTo("2");

        JsonValue second = list("?cursor=2");
        assertThat(second.field("sessions").compact()).contains("cells").contains("small");
        assertThat(second.field("next")).isNull();
    }

    @Test
    void looks_for_a_text() throws Exception {
        assertThat(list("?q=sma").field("sessions").compact()).contains("small").doesNotContain("agents");
        assertThat(list("?q=%20").field("sessions").compact()).contains("agents");
    }

    @Test
    void a_cursor_that_is_none_is_told() throws Exception {
        assertThat(client.get("sessions.json?cursor=x").statusCode()).isEqualTo(400);
    }

    @Test
    void a_limit_is_kept_to() throws Exception {
        assertThat(list("?limit=1").field("sessions").compact()).doesNotContain("broken");
        assertThat(list("?limit=-4").field("next").text()).isEqualTo("1");
        assertThat(list("?limit=much").field("next").text()).isEqualTo("2");
    }

    @Test
    void each_session_has_its_own_address() throws Exception {
        assertThat(client.get("s/small/payload/raw_payload:1").statusCode()).isEqualTo(200);
        assertThat(client.get("s/agents/payload/raw_payload:31").statusCode()).isEqualTo(200);
        assertThat(client.get("s/small/payload/raw_payload:31").statusCode()).isEqualTo(404);
        assertThat(client.get("s/unknown/data.json").statusCode()).isEqualTo(404);
        assertThat(client.get("s/..%2Fsmall/data.json").statusCode()).isEqualTo(404);
    }

    @Test
    void an_open_session_is_not_opened_again_and_a_few_stay_open() throws Exception {
        for (int i = 0; i < 3; i++) {
            client.get("s/small/data.json");
            client.get("s/cells/data.json");
        }
        assertThat(opened).hasValue(2);
    }

    @Test
    void a_session_that_cannot_be_read_says_why() throws Exception {
        var answer = client.get("s/no-bundle/data.json");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("manifest.json");
    }

    @Test
    void the_home_page_is_there() throws Exception {
        assertThat(client.get("").headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    }
}
