/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.id.Id;

/**
 * Ids short enough for a line: of a UUID, the first eight digits, where no other object's begins the same.
 * {@link Lookup} knows the objects by these names, too. Immutable.
 */
public final class ShortNames {
    private static final Pattern UUID =
            Pattern.compile("([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final int UUID_LENGTH = 36;

    private final Map<String, String> uuidsByStem = new HashMap<>();

    private ShortNames() {}

    /** Looks at all ids of a graph. */
    public static ShortNames of(SessionGraph graph) {
        ShortNames names = new ShortNames();
        for (NodeKind kind : NodeKind.values()) {
            kind.objects(graph).keySet().forEach(names::learn);
        }
        return names;
    }

    private void learn(Id id) {
        // Its last twelve digits may be the number of an id. Most ids are short, and there are many.
        if (id.word().length() < UUID_LENGTH - 12) {
            return;
        }
        Matcher uuid = UUID.matcher(id.value());
        while (uuid.find()) {
            // Two different ones of a stem: neither is short.
            uuidsByStem.merge(uuid.group(1), uuid.group(), (a, b) -> a.equals(b) ? a : "");
        }
    }

    /** The id with its UUIDs shortened. */
    public String of(String id) {
        if (id.length() < UUID_LENGTH) {
            return id;
        }
        return UUID.matcher(id)
                .replaceAll(uuid -> uuid.group().equals(uuidsByStem.get(uuid.group(1))) ? uuid.group(1) : uuid.group());
    }
}
