/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.replay.Bundle;

/** Who is let in, and who is told that there is nothing. */
class AccessTest {
    private ViewServer server;
    private URI address;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        server = ViewServer.ofSession(() -> Bundle.open(Examples.of("small")), 0);
        address = server.address();
        client = new Client(address);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String host() {
        return "Host: 127.0.0.1:" + address.getPort();
    }

    private String data() {
        return address.getPath() + "data.json";
    }

    @Test
    void the_token_lets_in() throws Exception {
        assertThat(client.get("data.json").statusCode()).isEqualTo(200);
    }

    @Test
    void every_server_has_a_token_of_its_own_that_cannot_be_guessed() throws Exception {
        try (ViewServer other = ViewServer.ofSession(() -> Bundle.open(Examples.of("small")), 0)) {
            String token = address.getPath().split("/")[1];
            assertThat(token).hasSizeGreaterThanOrEqualTo(43).matches("[A-Za-z0-9_-]+");
            assertThat(other.address().getPath()).doesNotContain(token);
        }
    }

    @Test
    void without_the_token_there_is_nothing() throws Exception {
        String token = address.getPath().split("/")[1];
        String rest = address.getPath().substring(1 + token.length());
        List<String> paths = new ArrayList<>(List.of(
                "/",
                "/favicon.ico",
                "/s/session/data.json",
                "/" + token.substring(1) + rest,
                "/" + token + "A" + rest,
                "/" + token.toLowerCase(Locale.ROOT) + rest,
                "//" + token + rest,
                "/x/../" + token + rest,
                "/x/" + token + rest));
        for (String path : paths) {
            assertThat(client.raw(path, host())).as(path).startsWith("HTTP/1.1 404");
        }
        for (String method : List.of("POST", "OPTIONS", "DELETE")) {
            assertThat(client.send(method, "/x/").statusCode()).as(method).isEqualTo(404);
        }
    }

    @Test
    void what_is_said_to_strangers_is_always_the_same() throws Exception {
        String first = client.raw("/", host()).replaceAll("(?m)^Date.*$", "");
        assertThat(client.raw("/nothing/s/session/", host()).replaceAll("(?m)^Date.*$", ""))
                .isEqualTo(first);
        assertThat(client.raw(data(), "Host: evil.example").replaceAll("(?m)^Date.*$", ""))
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "127.0.0.1",
                "127.0.0.1:1",
                "localhost",
                "127.0.0.1:PORT.evil.example",
                "127.0.0.1:PORT@evil.example",
                "[::1]:PORT",
                "0.0.0.0:PORT",
                ""
            })
    void another_name_for_this_machine_does_not_let_in(String host) throws Exception {
        String named = host.replace("PORT", "" + address.getPort());
        assertThat(client.raw(data(), "Host: " + named)).startsWith("HTTP/1.1 404");
    }

    @Test
    void two_names_do_not_let_in_and_none_neither() throws Exception {
        assertThat(client.raw(data(), host(), "Host: evil.example")).startsWith("HTTP/1.1 404");
        assertThat(client.raw(data(), "X: y")).startsWith("HTTP/1.1 404");
    }

    @Test
    void both_names_of_this_machine_let_in() throws Exception {
        assertThat(client.raw(data(), host())).startsWith("HTTP/1.1 200");
        assertThat(client.raw(data(), "Host: LocalHost:" + address.getPort())).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"})
    void nothing_but_reading_is_understood(String method) throws Exception {
        var answer = client.send(method, "data.json");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void a_head_has_no_body() throws Exception {
        var answer = client.send("HEAD", "data.json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(client.send("HEAD", "nothing").body()).isEmpty();
        assertThat(client.send("HEAD", "follow").body()).isEmpty();
    }

    @Test
    void every_answer_is_kept_to_itself() throws Exception {
        for (String path : List.of("", "data.json", "payload/raw_payload:1", "nothing", "/")) {
            var headers = client.get(path).headers();
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
            assertThat(headers.firstValue("Cache-Control")).as(path).hasValue("no-store");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("no-referrer");
            assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
            assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                    .as(path)
                    .startsWith("default-src 'none';")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.map()).as(path).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void only_the_loopback_interface_answers() throws Exception {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress own : Collections.list(each.getInetAddresses())) {
                if (!own.isLoopbackAddress()) {
                    assertThat(connects(own)).as(own.toString()).isFalse();
                }
            }
        }
        assertThat(connects(InetAddress.getByName("127.0.0.1"))).isTrue();
    }

    private boolean connects(InetAddress to) {
        try (Socket socket = new Socket(to, address.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void a_request_that_is_none_is_refused() throws Exception {
        assertThat(client.raw("/%zz", host())).startsWith("HTTP/1.1 400");
        assertThat(client.raw("//", host())).startsWith("HTTP/1.1 400");
        assertThat(client.raw("no-slash", host())).doesNotContain("200");
    }

    @Test
    void a_closed_server_does_not_answer() throws Exception {
        server.close();
        assertThat(connects(InetAddress.getByName("127.0.0.1"))).isFalse();
    }
}
