/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.Objects;
import java.util.Optional;

/** An object of the graph. Ids are unique within their kind alone. */
public record Node(NodeKind kind, String id) {
    public Node {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /** The one that was written as {@link #toString} does; empty if it was not. */
    public static Optional<Node> parse(String text) {
        int colon = text.indexOf(':');
        for (NodeKind kind : NodeKind.values()) {
            if (colon > 0
                    && colon < text.length() - 1
                    && text.substring(0, colon).equals(kind.word())) {
                return Optional.of(new Node(kind, text.substring(colon + 1)));
            }
        }
        return Optional.empty();
    }

    /** Kind and id, as it may be typed. */
    @Override
    public String toString() {
        return kind.word() + ":" + id;
    }
}
