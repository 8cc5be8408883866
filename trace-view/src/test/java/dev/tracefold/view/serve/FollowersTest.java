/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.model.json.Json;
import dev.tracefold.replay.Bundle;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FollowersTest {
    @TempDir
    Path temp;

    private Path bundle;
    private List<String> all;
    private ViewServer server;
    private Client client;

    @BeforeEach
    void begin() throws Exception {
        all = Files.readAllLines(Examples.of("small").resolve("trace.jsonl"));
        bundle = Examples.begun("small", temp, 10);
        server = ViewServer.ofSession(() -> Bundle.open(bundle), 0);
        client = new Client(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void write(int from, int to) throws IOException {
        for (String line : all.subList(from, to)) {
            append(line + "\n");
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(bundle.resolve("trace.jsonl"), text, StandardOpenOption.APPEND);
    }

    private Iterator<String> follow(String path) throws Exception {
        var answer = client.lines(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        return answer.body().iterator();
    }

    private static String nextData(Iterator<String> lines) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("data: ")) {
                return line.substring(6);
            }
        }
        return "the end";
    }

    @Test
    void tells_at_once_what_was_not_given_out_yet_and_then_that_it_grows() throws Exception {
        Iterator<String> lines = follow("follow");
        assertThat(nextData(lines)).isEqualTo("{\"last_seq\":10}");

        write(10, 12);
        assertThat(Json.parse(nextData(lines)).field("last_seq")).asString().matches("JsonNumber\\[digits=1[12]]");
    }

    @Test
    void a_page_is_told_only_what_it_has_missed() throws Exception {
        client.get("data.json");
        Iterator<String> lines = follow("follow");
        write(10, 11);
        assertThat(nextData(lines)).isEqualTo("{\"last_seq\":11}");
    }

    @Test
    void a_page_that_lost_its_connection_is_told_what_came_meanwhile() throws Exception {
        write(10, 12);
        client.get("data.json");
        assertThat(nextData(client.lines("follow", "Last-Event-ID", "11").body().iterator()))
                .isEqualTo("{\"last_seq\":12}");
    }

    @Test
    void half_a_line_counts_once_it_is_whole() throws Exception {
        client.get("data.json");
        Iterator<String> lines = follow("follow");
        append(all.get(10).substring(0, 20));
        Thread.sleep(500);
        append(all.get(10).substring(20) + "\n");
        assertThat(nextData(lines)).isEqualTo("{\"last_seq\":11}");
    }

    @Test
    void the_data_holds_what_has_come() throws Exception {
        String before = client.get("data.json").body();
        assertThat(client.get("payload/raw_payload:9").statusCode()).isEqualTo(404);
        write(10, all.size());
        assertThat(client.get("data.json").body()).hasSizeGreaterThan(before.length());
        assertThat(client.get("payload/raw_payload:9").statusCode()).isEqualTo(200);
    }

    @Test
    void ends_with_the_session_and_is_not_asked_again() throws Exception {
        Iterator<String> lines = follow("follow");
        write(10, all.size());
        String last = "";
        for (String data = nextData(lines); !data.equals("the end"); data = nextData(lines)) {
            last = data;
        }
        assertThat(last).isEqualTo("{\"last_seq\":24}");
        assertThat(client.lines("follow", "Last-Event-ID", "24").statusCode()).isEqualTo(204);
        client.get("data.json");
        assertThat(client.get("follow").statusCode()).isEqualTo(204);
    }

    @Test
    void there_is_room_for_a_few() throws Exception {
        for (int i = 0; i < 16; i++) {
            nextData(follow("follow"));
        }
        assertThat(client.get("follow").statusCode()).isEqualTo(503);
        assertThat(client.get("data.json").statusCode()).isEqualTo(200);
    }

    @Test
    void closing_the_server_ends_the_stream() throws Exception {
        Iterator<String> lines = follow("follow");
        nextData(lines);
        server.close();
        String last;
        try {
            last = nextData(lines);
        } catch (UncheckedIOException brokenOff) {
            last = "the end";
        }
        assertThat(last).isEqualTo("the end");
    }
}
