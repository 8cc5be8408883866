/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tracefold.model.graph.RolloutTrace;

/**
 * Ids short enough for a line: of a UUID, the first eight digits, where no other object's begins the same.
 * {@link Lookup} knows the objects by these names, too. Immutable.
 */
public final class ShortNames {
    private static final Pattern UUID =
            Pattern.compile("([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Map<String, String> uuidsByStem = new HashMap<>();

    private ShortNames() {}

    /** Looks at all ids of a graph. */
    public static ShortNames of(RolloutTrace graph) {
        ShortNames names = new ShortNames();
        for (NodeKind kind : NodeKind.values()) {
            kind.objects(graph).keySet().forEach(id -> names.learn(id.value()));
        }
        return names;
    }

    private void learn(String id) {
        Matcher uuid = UUID.matcher(id);
        while (uuid.find()) {
            // Two different ones of a stem: neither is short.
            uuidsByStem.merge(uuid.group(1), uuid.group(), (a, b) -> a.equals(b) ? a : "");
        }
    }

    /** The id with its UUIDs shortened. */
    public String of(String id) {
        if (id.length() < 36) {
            return id;
        }
        return UUID.matcher(id)
                .replaceAll(uuid -> uuid.group().equals(uuidsByStem.get(uuid.group(1))) ? uuid.group(1) : uuid.group());
    }
}
