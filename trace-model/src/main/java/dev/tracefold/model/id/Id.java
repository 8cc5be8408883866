/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all identifiers have in common: a text, which is also their JSON. Those of one kind are equal if their texts are.
 * Immutable.
 */
// No records: those find out at run time how to compare themselves, which a short command would wait for.
public abstract class Id {
    private final String value;

    Id(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** The identifier as it is written in a bundle. */
    public final String value() {
        return value;
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // what names a thread names no turn
    public final boolean equals(@Nullable Object other) {
        return this == other || (other != null && other.getClass() == getClass() && ((Id) other).value.equals(value));
    }

    @Override
    public final int hashCode() {
        return value.hashCode();
    }

    @Override
    public final String toString() {
        return value;
    }
}
