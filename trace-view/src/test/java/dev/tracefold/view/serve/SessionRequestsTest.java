/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

class SessionRequestsTest {
    @TempDir
    Path temp;

    private ViewServer server;

    private Client serve(TraceSource.Opener session) throws Exception {
        server = ViewServer.ofSession(session, 0);
        return new Client(server.address());
    }

    private Client serve(String example) throws Exception {
        return serve(() -> Bundle.open(Examples.of(example)));
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void the_page_is_there() throws Exception {
        Client client = serve("small");
        assertThat(client.get("").headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(client.get("../../").statusCode()).isEqualTo(307);
    }

    @Test
    void the_page_does_not_wait_for_its_session() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch mayOpen = new CountDownLatch(1);
        TraceSource.Opener slow = () -> {
            opening.countDown();
            try {
                assertThat(mayOpen.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Bundle.open(Examples.of("small"));
        };
        // As one of a list, which is not opened before anybody asks.
        server = ViewServer.ofSessions(new OneSession(slow), 0);
        Client client = new Client(server.address());
        var data = client.later("data.json");
        assertThat(opening.await(60, TimeUnit.SECONDS)).isTrue();

        assertThat(client.get("").statusCode()).isEqualTo(200);
        assertThat(client.get("../another/").statusCode()).isEqualTo(404);
        assertThat(data).isNotDone();

        mayOpen.countDown();
        assertThat(data.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void the_data_is_json() throws Exception {
        var answer = serve("agents").get("data.json");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(Json.parse(answer.body())).isNotNull();
    }

    @Test
    void the_data_is_of_the_part_that_is_asked_for() throws Exception {
        Client client = serve("agents");
        String whole = client.get("data.json").body();
        assertThat(whole).contains("\"left_out\":{\"events\":0,");

        assertThat(client.get("data.json?from=10").body()).contains("\"left_out\":{\"events\":9,");
        assertThat(client.get("data.json?from=1").body()).isEqualTo(whole);
        assertThat(client.get("data.json").body()).isEqualTo(whole);
        assertThat(client.get("data.json?from=9223372036854775807").body()).contains("\"left_out\":{\"events\":42,");
    }

    @Test
    void the_data_is_of_the_part_that_begins_with_an_object() throws Exception {
        Client client = serve("small");
        assertThat(client.get("data.json?of=tool%3Acall_again").body()).contains("\"left_out\":{\"events\":15,");
        assertThat(client.get("data.json?of=tool:call_again").body()).contains("\"left_out\":{\"events\":15,");
        String whole = client.get("data.json").body();
        for (String unknown : List.of("tool:call", "tool:", "call_again", "", ":", "payload:raw_payload:1", "item:7")) {
            assertThat(client.get("data.json?of=" + unknown).body()).isEqualTo(whole);
        }
    }

    @Test
    void words_are_looked_for_in_all_of_it() throws Exception {
        Client client = serve("small");
        assertThat(client.get("found.json?words=ALL+15%20tests").body())
                .startsWith("{\"objects\":1,\"hits\":[{\"kind\":\"item\",\"id\":\"conversation_item:11\",")
                .contains("\"words\":\"all 15 tests\",\"after\":\" pass.\"");
        assertThat(client.get("found.json?words=no%20such").body()).isEqualTo("{\"objects\":0,\"hits\":[]}");
        assertThat(client.get("found.json?words=%20").statusCode()).isEqualTo(400);
        assertThat(client.get("found.json").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "9223372036854775808", "9e9"})
    void a_part_begins_with_a_number(String seq) throws Exception {
        var answer = serve("small").get("data.json?from=" + seq);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("from is the seq of an event");
    }

    @Test
    void a_payload_comes_whole_by_its_id() throws Exception {
        Client client = serve("small");
        String body = Files.readString(Examples.of("small").resolve("payloads/1.json"));
        assertThat(client.get("payload/raw_payload:1").body()).isEqualTo(body);
        assertThat(client.get("payload/raw_payload%3A1").body()).isEqualTo(body);
    }

    @Test
    void a_body_comes_whole_by_the_id_of_its_item() throws Exception {
        var answer = serve("small").get("body/conversation_item:1");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"parts\":[{\"type\":\"text\",\"text\":\"You are a coding agent. Work in /home/dev/shop.\"}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload/",
                "payload/1",
                "payload/1.json",
                "payload/payloads%2F1.json",
                "payload/payloads/1.json",
                "payload/..%2F..%2Fmanifest.json",
                "payload/..%2fmanifest.json",
                "payload/%2e%2e%2fmanifest.json",
                "payload/..%5Cmanifest.json",
                "payload/%2Fetc%2Fpasswd",
                "payload//etc/passwd",
                "payload/raw_payload:1%00",
                "payload/raw_payload:1%2F",
                "payload/raw_payload:1/",
                "payload/raw_payload:01",
                "payload/RAW_PAYLOAD:1",
                "payload/raw_payload:999",
                "payload/%20",
                "payload/raw_payload+1",
                "body/",
                "body/conversation_item:999",
                "body/..%2Fmanifest.json",
                "manifest.json",
                "trace.jsonl",
                "payloads/1.json",
                "data.json/",
                "nothing"
            })
    void what_is_not_in_the_session_is_not_there(String path) throws Exception {
        Client client = serve("small");
        String target = server.address().getPath() + path;
        assertThat(client.raw(target, "Host: 127.0.0.1:" + server.address().getPort()))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void dots_lead_nowhere() throws Exception {
        Client client = serve("small");
        String host = "Host: 127.0.0.1:" + server.address().getPort();
        for (String up :
                List.of("../../../../etc/passwd", "payload/../../../manifest.json", "payload/../manifest.json")) {
            assertThat(client.raw(server.address().getPath() + up, host)).as(up).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void a_payload_outside_of_the_bundle_is_not_served() throws Exception {
        Path bundle = Examples.begun("small", temp, 24);
        Path secret = Files.writeString(temp.resolve("secret.json"), "{\"secret\":true}");
        Files.delete(bundle.resolve("payloads/1.json"));
        Files.createSymbolicLink(bundle.resolve("payloads/1.json"), secret);
        Client client = serve(() -> Bundle.open(bundle));

        assertThat(client.get("payload/raw_payload:1").statusCode()).isEqualTo(404);
        assertThat(client.get("payload/raw_payload:1").body()).doesNotContain("true");
    }

    @Test
    void a_payload_that_has_gone_is_not_there() throws Exception {
        Path bundle = Examples.begun("small", temp, 24);
        Client client = serve(() -> Bundle.open(bundle));
        Files.delete(bundle.resolve("payloads/2.json"));

        var answer = client.get("payload/raw_payload:2");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("is not there");
    }

    @Test
    void a_broken_bundle_is_shown_as_far_as_it_can_be() throws Exception {
        assertThat(serve("broken").get("data.json").statusCode()).isEqualTo(200);
    }

    @Test
    void what_is_no_session_is_told_at_once() {
        assertThatThrownBy(() -> serve(() -> Bundle.open(temp))).isInstanceOf(ReplayException.class);
        assertThatThrownBy(() -> serve(() -> Bundle.open(temp.resolve("absent"))))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_session_of_another_form_is_served_the_same() throws Exception {
        Bundle small = Bundle.open(Examples.of("small"));
        Client client = serve(() -> new OtherForm(small));
        String other = client.get("data.json").body();
        String payload = client.get("payload/raw_payload:3").body();
        assertThat(client.get("follow").statusCode()).isEqualTo(204);
        server.close();

        Client plain = serve("small");
        assertThat(plain.get("data.json").body()).isEqualTo(other);
        assertThat(payload)
                .isEqualTo(new String(Files.readAllBytes(Examples.of("small").resolve("payloads/3.json")), UTF_8));
    }

    /** As a packed bundle or a rollout would be. */
    private record OtherForm(Bundle bundle) implements TraceSource {
        @Override
        public Path location() {
            return bundle.location();
        }

        @Override
        public TraceManifest manifest() {
            return bundle.manifest();
        }

        @Override
        public EventLog events() throws IOException, ReplayException {
            return bundle.events();
        }

        @Override
        public Payload payload(PayloadRef ref) throws IOException, ReplayException {
            return bundle.payload(ref);
        }
    }
}
