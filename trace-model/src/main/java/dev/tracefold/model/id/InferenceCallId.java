/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names one request to a model provider. */
public final class InferenceCallId extends Id {
    public InferenceCallId(String value) {
        super(value);
    }

    /**
     * The id of a word and of the number behind it.
     *
     * @throws IllegalArgumentException if the word ends in anything but a colon or a dash, or the number has more than 17
     *     digits or is below zero
     */
    public InferenceCallId(String word, long number) {
        super(word, number);
    }
}
