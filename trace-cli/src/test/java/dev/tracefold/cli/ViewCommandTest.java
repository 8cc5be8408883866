/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;

@Timeout(60)
class ViewCommandTest {
    private static final String SMALL = "../examples/bundles/small";

    @TempDir
    Path temp;

    private static String failure(int exitCode, String... arguments) {
        List<String> line = new ArrayList<>(List.of("view"));
        line.addAll(List.of(arguments));
        String[] words = line.toArray(String[]::new);
        StringWriter err = new StringWriter();
        StringWriter out = new StringWriter();
        assertThat(Tracefold.commandLine()
                        .execute(new PrintWriter(out, true), new PrintWriter(err, true), List.of(words)))
                .as(err.toString())
                .isEqualTo(exitCode);
        assertThat(out.toString()).isEmpty();
        return err.toString();
    }

    private static List<String> texts(JsonValue rows, String field) {
        return ((JsonArray) rows)
                .values().stream().map(row -> row.field(field).text()).toList();
    }

    @Test
    void a_bundle_is_served_at_the_address_that_is_printed_until_it_is_stopped() throws Exception {
        Viewing view = new Viewing(SMALL);
        assertThat(view.address().getHost()).isEqualTo("127.0.0.1");
        assertThat(view.get("data.json").statusCode()).isEqualTo(200);
        assertThat(view.get("").body()).contains("<title>", "Tracefold");
        assertThat(view.err()).contains("Ctrl-C stops it");

        assertThat(view.stop()).isZero();
        assertThatThrownBy(() -> view.get("data.json")).isInstanceOf(IOException.class);
    }

    @Test
    void the_port_may_be_named() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (Viewing view = new Viewing(SMALL, "--port", "" + free)) {
            assertThat(view.address().getPort()).isEqualTo(free);
        }
    }

    @Test
    void a_port_that_is_taken_is_told() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(failure(3, SMALL, "--port", "" + socket.getLocalPort()))
                    .contains("port " + socket.getLocalPort())
                    .contains("--port");
        }
    }

    @Test
    void a_port_that_is_none_is_told() {
        assertThat(failure(2, SMALL, "--port", "0")).contains("from 1 to 65535");
        assertThat(failure(2, SMALL, "--port", "65536")).contains("from 1 to 65535");
    }

    @Test
    void what_is_no_session_is_told() throws Exception {
        assertThat(failure(3, temp.resolve("absent").toString())).contains("there is no ");
        assertThat(failure(1, temp.toString())).contains("there is no bundle in");
        Path bundle = Bundles.copy("small", temp);
        Files.delete(bundle.resolve("manifest.json"));
        assertThat(failure(1, bundle.toString())).contains("manifest.json").contains("What to do");
    }

    @Test
    void what_was_left_out_is_told() throws Exception {
        try (Viewing view = new Viewing("../examples/bundles/broken")) {
            assertThat(view.get("data.json").statusCode()).isEqualTo(200);
            assertThat(view.err()).contains("note: left out: line 13: seq 14: PAYLOAD_MISSING");
        }
    }

    @Nested
    class OfADirectoryOfBundles {
        @Test
        void the_one_written_last_comes_first() throws Exception {
            touch(Bundles.copy("small", temp), 1_000_000);
            touch(Bundles.copy("agents", temp), 3_000_000);
            touch(Bundles.copy("cells", temp), 2_000_000);
            try (Viewing view = new Viewing(temp.toString())) {
                JsonValue first = Json.parse(view.get("sessions.json?limit=2").body());
                assertThat(texts(first.field("sessions"), "title")).containsExactly("agents", "cells");

                String next = first.field("next").text();
                JsonValue second = Json.parse(
                        view.get("sessions.json?limit=2&cursor=" + next).body());
                assertThat(texts(second.field("sessions"), "title")).containsExactly("small");
                assertThat(second.field("next")).isNull();
            }
        }

        @Test
        void each_is_opened_by_its_id_and_new_ones_are_found() throws Exception {
            Bundles.copy("small", temp);
            Bundles.copy("broken", temp);
            try (Viewing view = new Viewing(temp.toString())) {
                Bundles.copy("cells", temp);
                JsonValue rows =
                        Json.parse(view.get("sessions.json?q=CEL").body()).field("sessions");
                assertThat(texts(rows, "title")).containsExactly("cells");
                String id = texts(rows, "id").get(0);
                assertThat(view.get("s/" + id + "/data.json").statusCode()).isEqualTo(200);
                assertThat(view.get("s/cells/data.json").statusCode()).isEqualTo(404);
                assertThat(view.get("sessions.json?cursor=x").statusCode()).isEqualTo(400);
                assertThat(view.get("sessions.json?cursor=x-y").statusCode()).isEqualTo(400);
            }
        }

        @Test
        void one_that_cannot_be_read_stays_in_the_list() throws Exception {
            Bundles.copy("small", temp);
            Files.writeString(Bundles.copy("cells", temp).resolve("manifest.json"), "{}");
            try (Viewing view = new Viewing(temp.toString())) {
                JsonValue rows = Json.parse(view.get("sessions.json").body()).field("sessions");
                assertThat(texts(rows, "title")).containsExactlyInAnyOrder("small", "cells");
                JsonValue broken =
                        Json.parse(view.get("sessions.json?q=cells").body()).field("sessions");
                var answer = view.get("s/" + texts(broken, "id").get(0) + "/data.json");
                assertThat(answer.statusCode()).isEqualTo(422);
                assertThat(answer.body()).contains("manifest.json");
            }
        }

        private static void touch(Path bundle, long millis) throws IOException {
            Files.setLastModifiedTime(bundle.resolve("trace.jsonl"), FileTime.fromMillis(millis));
        }
    }

    @Nested
    class OfAHome {
        private static final String EARLY = "019c8a4c-ed82-79a1-aa28-7738fc5ab61a";
        private static final String LATE = "019c8a59-e9dd-71f0-9ae3-4079fe9726a9";

        private void rollout(String directory, String moment, String id, String said) throws IOException {
            Path folder = Files.createDirectories(temp.resolve(directory));
            String meta =
                    "{\"timestamp\":\"2026-02-23T12:40:23.000Z\",\"type\":\"session_meta\",\"payload\":{\"id\":\"" + id
                            + "\",\"timestamp\":\"2026-02-23T12:40:23.000Z\",\"cwd\":\"/w\",\"originator\":\"o\",\"cli_version\":\"1\","
                            + "\"source\":\"cli\",\"model_provider\":\"openai\"}}";
            String message =
                    "{\"timestamp\":\"2026-02-23T12:40:24.000Z\",\"type\":\"event_msg\",\"payload\":{\"type\":\"user_message\","
                            + "\"message\":\"" + said + "\"}}";
            Files.writeString(folder.resolve("rollout-" + moment + "-" + id + ".jsonl"), meta + "\n" + message + "\n");
        }

        @Test
        void the_newest_session_comes_first() throws Exception {
            rollout("sessions/2026/02/23", "2026-02-23T12-40-23", EARLY, "the early one");
            rollout("sessions/2026/02/24", "2026-02-24T12-40-23", LATE, "the late one");
            try (Viewing view = new Viewing(temp.toString())) {
                JsonValue first = Json.parse(view.get("sessions.json?limit=1").body());
                assertThat(texts(first.field("sessions"), "title")).containsExactly("the late one");
                assertThat(texts(first.field("sessions"), "place")).containsExactly("/w");
                String next = first.field("next").text().replace("|", "%7C").replace("+", "%2B");
                JsonValue second = Json.parse(
                        view.get("sessions.json?limit=1&cursor=" + next).body());
                assertThat(texts(second.field("sessions"), "id")).containsExactly(EARLY);
            }
        }

        @Test
        void it_is_one_though_nobody_has_said_anything_yet() throws Exception {
            rollout("sessions/2026/02/23", "2026-02-23T12-40-23", EARLY, "");
            try (Viewing view = new Viewing(temp.toString())) {
                JsonValue none = Json.parse(view.get("sessions.json").body());
                assertThat(texts(none.field("sessions"), "id")).isEmpty();
            }
        }

        @Test
        void the_archive_is_apart() throws Exception {
            rollout("sessions/2026/02/23", "2026-02-23T12-40-23", EARLY, "the early one");
            rollout("archived_sessions", "2026-02-24T12-40-23", LATE, "the late one");
            try (Viewing view = new Viewing(temp.toString())) {
                JsonValue live = Json.parse(view.get("sessions.json").body());
                assertThat(texts(live.field("sessions"), "id")).containsExactly(EARLY);
                JsonValue archived =
                        Json.parse(view.get("sessions.json?archived").body());
                assertThat(texts(archived.field("sessions"), "id")).containsExactly(LATE);
            }
        }

        @Test
        void a_cursor_or_an_id_that_is_none_is_told() throws Exception {
            rollout("sessions/2026/02/23", "2026-02-23T12-40-23", EARLY, "the early one");
            try (Viewing view = new Viewing(temp.toString())) {
                assertThat(view.get("sessions.json?cursor=x").statusCode()).isEqualTo(400);
                assertThat(view.get("s/x/data.json").statusCode()).isEqualTo(404);
                assertThat(view.get("s/" + LATE + "/data.json").statusCode()).isEqualTo(404);
            }
        }
    }
}
