/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.TurnId;

/** Against a collector on this machine that keeps what it is sent, and answers as it is told. */
class CollectorTest {
    private record Reply(int status, String body, String retryAfter) {}

    private final List<byte[]> taken = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Long> pauses = new ArrayList<>();
    private final RolloutTrace small = Sessions.example("small");
    private HttpServer server;
    private URI base;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Content-Type"));
        Reply reply = replies.isEmpty() ? new Reply(200, "{}", "") : replies.remove();
        if (reply.status() == 200) {
            taken.add(body);
        }
        if (!reply.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
        }
        byte[] bytes = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Collector collector() {
        return new Collector(base, Duration.ofSeconds(20), pauses::add);
    }

    private static List<Span> spans(List<byte[]> bodies) throws IOException {
        List<Span> spans = new ArrayList<>();
        for (byte[] body : bodies) {
            spans.addAll(OtlpCheck.spans(body));
        }
        return spans;
    }

    @Test
    void receives_a_session_whole() throws IOException {
        Delivery delivery = OtlpExport.of(small, "1").send(collector());

        assertThat(requests).containsExactly("POST /v1/traces application/json");
        List<Span> spans = spans(taken);
        OtlpCheck.check(spans);
        assertThat(spans).hasSize(12);
        assertThat(delivery).isEqualTo(new Delivery(12, 1, 0, null));
    }

    @Test
    void receives_a_large_session_in_several_requests() throws IOException {
        RolloutTrace.Builder large = RolloutTrace.builder().from(small);
        for (int i = 0; i < 2000; i++) {
            TurnId id = new TurnId("more-" + i);
            large.putTurns(
                    id,
                    new CodexTurn(
                            id, small.rootThreadId(), ExecutionWindow.open(1767258000000L + i, 100L + i), List.of()));
        }

        Delivery delivery = OtlpExport.of(large.build(), "1").send(collector());

        assertThat(taken).hasSize(4);
        assertThat(spans(taken)).hasSize(2012);
        OtlpCheck.check(spans(taken));
        assertThat(delivery.requests()).isEqualTo(4);
    }

    @Test
    void is_asked_again_when_it_is_busy_as_late_as_it_wants_but_not_for_ever() throws IOException {
        replies.add(new Reply(429, "", "7"));
        replies.add(new Reply(503, "", "86400"));
        replies.add(new Reply(503, "", ""));

        OtlpExport.of(small, "1").send(collector());

        assertThat(pauses).containsExactly(7L, 30L, 4L);
        assertThat(spans(taken)).hasSize(12);
    }

    @Test
    void that_names_a_date_or_nonsense_is_asked_as_if_it_had_named_nothing() throws IOException {
        replies.add(new Reply(429, "", "Fri, 31 Dec 9999 23:59:59 GMT"));
        replies.add(new Reply(502, "", "-5"));

        OtlpExport.of(small, "1").send(collector());

        assertThat(pauses).containsExactly(1L, 0L);
    }

    @Test
    void is_given_up_when_it_stays_busy() {
        for (int i = 0; i < 9; i++) {
            replies.add(new Reply(503, "full", ""));
        }

        assertThatThrownBy(() -> OtlpExport.of(small, "1").send(collector()))
                .isInstanceOf(IOException.class)
                .hasMessage("the collector at " + base + "/v1/traces answered 503 even the 5th time: full");
        assertThat(requests).hasSize(5);
    }

    @Test
    void is_quoted_when_it_refuses_and_not_asked_again() {
        replies.add(new Reply(400, "{\"code\":3,\"message\":\"no such tenant\"}", ""));

        assertThatThrownBy(() -> OtlpExport.of(small, "1").send(collector()))
                .hasMessage("the collector at " + base + "/v1/traces answered 400: no such tenant");
        assertThat(requests).hasSize(1);
    }

    @Test
    void may_take_some_and_say_why_not_the_others() throws IOException {
        replies.add(new Reply(200, "{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"too old\"}}", ""));

        assertThat(OtlpExport.of(small, "1").send(collector())).isEqualTo(new Delivery(12, 1, 3, "too old"));
        assertThat(requests).hasSize(1);
    }

    @Test
    void that_is_not_there_is_one_sentence() {
        server.stop(0);

        assertThatThrownBy(() -> OtlpExport.of(small, "1").send(collector()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("nobody answers at " + base + "/v1/traces; ");
    }

    @Test
    void that_never_answers_is_one_sentence() {
        CountDownLatch never = new CountDownLatch(1);
        server.createContext("/slow", exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThatThrownBy(() -> OtlpExport.of(small, "1")
                            .send(new Collector(base.resolve("/slow"), Duration.ofMillis(300), pauses::add)))
                    .hasMessageContaining("did not answer within");
        } finally {
            never.countDown();
        }
    }

    @Test
    void has_an_address_of_http() {
        assertThat(Collector.at(URI.create("https://h:1/")).uri()).hasToString("https://h:1/v1/traces");
        assertThat(Collector.at(URI.create("http://h/my/path?x=1")).uri()).hasToString("http://h/my/path?x=1");
        for (String bad : List.of("ftp://h", "h:4318", "/v1/traces", "http:///x", "http://user:secret@h")) {
            assertThatThrownBy(() -> Collector.at(URI.create(bad)))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
