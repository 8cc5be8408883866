/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.view.lookup.Names;

/**
 * A collector of traces that speaks OTLP over HTTP, in JSON: what is sent is what a file would hold. Where it is too busy
 * it is asked again, a few times. May be shared between threads.
 */
public final class Collector {
    private static final String PATH = "/v1/traces";
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);
    private static final int TRIES = 5;
    private static final long LONGEST_WAIT_S = 30;
    private static final int LONGEST_ANSWER = 1 << 16;
    private static final int QUOTED = 300;

    private final URI uri;
    private final HttpClient client;
    private final Duration patience;
    private final Waiting waiting;

    /** How to let time pass. */
    interface Waiting {
        void seconds(long seconds) throws InterruptedException;
    }

    /** What it said to a request that it took. */
    record Answer(long rejected, @Nullable String message) {}

    Collector(URI uri, Duration patience, Waiting waiting) {
        this.uri = withPath(uri);
        this.patience = patience;
        this.waiting = waiting;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * The one behind an address; where that has no path, it is completed to the one that collectors have.
     *
     * @throws IllegalArgumentException if it is no address of HTTP
     */
    public static Collector at(URI uri) {
        return new Collector(uri, Duration.ofSeconds(20), seconds -> Thread.sleep(seconds * 1000));
    }

    private static URI withPath(URI uri) {
        String scheme = uri.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw new IllegalArgumentException("this one does not begin with http:// or https://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("this one names no host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("this one carries a password, which would be shown");
        }
        String path = uri.getRawPath();
        return path == null || path.isEmpty() || path.equals("/") ? uri.resolve(PATH) : uri;
    }

    /** Where requests go. */
    public URI uri() {
        return uri;
    }

    /**
     * Sends one request.
     *
     * @throws IOException with a sentence for people, if it is not taken
     */
    Answer post(byte[] json) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header("User-Agent", "tracefold")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build();
        for (int attempt = 1; ; attempt++) {
            HttpResponse<InputStream> response = send(request);
            String body = read(response);
            if (response.statusCode() / 100 == 2) {
                return answer(body);
            }
            if (attempt == TRIES || !BUSY.contains(response.statusCode())) {
                throw new IOException(refused(response.statusCode(), body, attempt));
            }
            pause(wait(response, attempt));
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            throw new IOException("the collector at " + uri + " did not answer within " + patience.toSeconds()
                    + " s; nothing says whether it took the spans");
        } catch (ConnectException e) {
            throw new IOException(
                    "nobody answers at " + uri + "; as a rule, a collector listens for HTTP on port 4318");
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IOException("cannot talk to the collector at " + uri + ": " + why);
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while sending");
    }

    /** As much of an answer as anybody would read. */
    private String read(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            return new String(in.readNBytes(LONGEST_ANSWER), UTF_8);
        } catch (IOException e) {
            throw new IOException("the answer of the collector at " + uri + " broke off: " + e.getMessage());
        }
    }

    /** What an answer says of spans that were not taken; one that is not JSON is taken for a yes, as its status says. */
    private static Answer answer(String body) {
        try {
            JsonValue partial = body.isBlank() ? null : Json.parse(body).field("partialSuccess");
            if (partial == null) {
                return new Answer(0, null);
            }
            String message = text(partial.field("errorMessage"));
            return new Answer(count(partial.field("rejectedSpans")), message);
        } catch (MalformedJsonException notOurs) {
            return new Answer(0, null);
        }
    }

    private static @Nullable String text(@Nullable JsonValue value) {
        String text = value == null ? null : value.text();
        return text == null || text.isEmpty() ? null : text;
    }

    /** Wide integers may come as text. */
    private static long count(@Nullable JsonValue value) {
        String digits = value instanceof JsonNumber number ? number.digits() : text(value);
        try {
            return digits == null ? 0 : Math.max(0, Long.parseLong(digits));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private String refused(int status, String body, int attempts) {
        String what = "the collector at " + uri + " answered " + status
                + (attempts > 1 ? " even the " + attempts + "th time" : "");
        String said = body.strip();
        try {
            String message = said.isEmpty() ? null : text(Json.parse(said).field("message"));
            said = message == null ? said : message;
        } catch (MalformedJsonException plain) {
            // Then it is quoted as it came.
        }
        return said.isEmpty() ? what : what + ": " + Names.cut(said, QUOTED);
    }

    /** As long as it asks for, if that is not too long; else longer each time. */
    private static long wait(HttpResponse<?> response, int attempt) {
        long backoff = 1L << (attempt - 1);
        String wanted = response.headers().firstValue("Retry-After").orElse("");
        try {
            return Math.max(0, Math.min(LONGEST_WAIT_S, Long.parseLong(wanted.strip())));
        } catch (NumberFormatException aDateOrNothing) {
            return backoff;
        }
    }

    private void pause(long seconds) throws IOException {
        try {
            waiting.seconds(seconds);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }
}
