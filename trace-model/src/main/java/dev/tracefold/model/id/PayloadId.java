/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names a payload file of a bundle. */
public final class PayloadId extends Id {
    public PayloadId(String value) {
        super(value);
    }

    /**
     * The id of a word and of the number behind it.
     *
     * @throws IllegalArgumentException if the word ends in anything but a colon or a dash, or the number has more than 17
     *     digits or is below zero
     */
    public PayloadId(String word, long number) {
        super(word, number);
    }
}
