/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.Comparator;

import dev.tracefold.model.id.Id;

/** An order for lists that people read. */
final class IdOrder {
    static final Comparator<Id> BY_TEXT = Comparator.comparing(Id::value);

    private IdOrder() {}
}
