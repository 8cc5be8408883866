/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Who may ask: whoever knows the token, and calls this machine by one of its two names. Immutable. */
final class Access {
    private static final int BYTES = 32;

    private final String token;
    private final List<String> hosts;

    private Access(String token, int port) {
        this.token = token;
        this.hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /** With a token of its own. */
    static Access random(int port) {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Access(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), port);
    }

    String token() {
        return token;
    }

    /** Whether a request may be answered at all. */
    boolean admits(HttpExchange exchange, Address address) {
        return callsThisMachine(exchange) && knows(address.token());
    }

    /** In a time that does not tell how much of it was right. */
    private boolean knows(String said) {
        return MessageDigest.isEqual(said.getBytes(UTF_8), token.getBytes(UTF_8));
    }

    /** A page elsewhere can have its own name point here; the name then stands in this header. */
    private boolean callsThisMachine(HttpExchange exchange) {
        List<String> named = exchange.getRequestHeaders().get("Host");
        return named != null && named.size() == 1 && hosts.contains(named.get(0).toLowerCase(Locale.ROOT));
    }
}
