/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names a code cell of the graph; made by the reducer. */
public final class CodeCellId extends Id {
    public CodeCellId(String value) {
        super(value);
    }
}
