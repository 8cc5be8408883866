/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.page.PageHtml;

/** The answer to one request, and what stands in front of every answer. Belongs to one thread. */
final class Reply {
    static final String JSON = "application/json; charset=utf-8";

    /** For what is data: looked at by itself, it is not even a page. */
    private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

    private final HttpExchange exchange;
    private boolean begun;

    Reply(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Whether it is too late for another answer. */
    boolean begun() {
        return begun;
    }

    /** A page, which its own policy lets run. */
    void page(PageHtml.Mode mode, String title) throws IOException {
        send(
                200,
                "text/html; charset=utf-8",
                PageHtml.policy(mode) + "; frame-ancestors 'none'",
                PageHtml.served(mode, title));
    }

    void json(JsonValue value) throws IOException {
        data(value.compact().getBytes(UTF_8));
    }

    /** JSON that is there already. */
    void data(byte[] bytes) throws IOException {
        send(200, JSON, DATA_POLICY, bytes);
    }

    /** The beginning of a stream that goes on. */
    OutputStream events() throws IOException {
        begin(200, "text/event-stream; charset=utf-8", DATA_POLICY, 0);
        return exchange.getResponseBody();
    }

    /** There is no more, so do not ask again. */
    void nothing() throws IOException {
        begin(204, JSON, DATA_POLICY, -1);
    }

    /** Whatever is wrong with a request, this is all it is told. */
    void missing() throws IOException {
        problem(404, "there is nothing at this address");
    }

    void problem(int status, String sentence) throws IOException {
        send(
                status,
                JSON,
                DATA_POLICY,
                new Fields().text("error", sentence).object().compact().getBytes(UTF_8));
    }

    void onlyReading() throws IOException {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        problem(405, "only GET and HEAD are understood");
    }

    /** Sends the browser to an address that is relative to the one it asked for. */
    void elsewhere(String relative) throws IOException {
        exchange.getResponseHeaders().set("Location", relative);
        begin(307, JSON, DATA_POLICY, -1);
    }

    /** What a browser that lost its connection has heard last. */
    Optional<String> lastEventId() {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    }

    boolean headOnly() {
        return exchange.getRequestMethod().equals("HEAD");
    }

    private void send(int status, String type, String policy, byte[] bytes) throws IOException {
        if (headOnly()) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
        }
        // To the server, a length of 0 means that it is not known, and -1 that there is nothing.
        begin(status, type, policy, headOnly() || bytes.length == 0 ? -1 : bytes.length);
        if (!headOnly()) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private void begin(int status, String type, String policy, long length) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        begun = true;
        exchange.sendResponseHeaders(status, length);
    }
}
