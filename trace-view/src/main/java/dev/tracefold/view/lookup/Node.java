/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.Objects;

/** An object of the graph. Ids are unique within their kind alone. */
public record Node(NodeKind kind, String id) {
    public Node {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /** Kind and id, as it may be typed. */
    @Override
    public String toString() {
        return kind.word() + ":" + id;
    }
}
