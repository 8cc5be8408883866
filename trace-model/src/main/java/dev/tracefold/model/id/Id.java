/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** What all identifiers have in common: a text, which is also their JSON. Immutable. */
public interface Id {
    /** The identifier as it is written in a bundle. */
    String value();
}
