/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, taken apart.
 *
 * @param token the first part of the path
 * @param parts the others; the last one is empty where the path ends in a slash
 * @param query what stands behind the question mark
 */
record Address(String token, List<String> parts, Map<String, String> query) {
    Address {
        parts = List.copyOf(parts);
        query = Map.copyOf(query);
    }

    static Address of(URI uri) {
        List<String> parts = new ArrayList<>();
        String path = uri.getRawPath();
        for (String part : (path == null ? "" : path).split("/", -1)) {
            parts.add(decoded(part));
        }
        // A path begins with a slash, so the first part is what stands before it: nothing.
        String token = parts.size() > 1 && parts.get(0).isEmpty() ? parts.get(1) : "";
        return new Address(token, parts.subList(Math.min(2, parts.size()), parts.size()), query(uri.getRawQuery()));
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : (raw == null ? "" : raw).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        decoded(pair.substring(0, equals)),
                        decoded(pair.substring(equals + 1).replace('+', ' ')));
            }
        }
        return query;
    }

    /** In a path a plus sign is one. */
    private static String decoded(String part) {
        // A URI that was parsed has two hexadecimal digits behind every percent sign.
        return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
    }
}
