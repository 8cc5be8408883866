/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** The name that a provider gave to its response. */
public final class ResponseId extends Id {
    public ResponseId(String value) {
        super(value);
    }

    /**
     * The id of a word and of the number behind it.
     *
     * @throws IllegalArgumentException if the word ends in anything but a colon or a dash, or the number has more than 17
     *     digits or is below zero
     */
    public ResponseId(String word, long number) {
        super(word, number);
    }
}
