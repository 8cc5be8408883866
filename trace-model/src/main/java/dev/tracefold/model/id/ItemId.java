/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names a conversation item of the graph; made by the reducer. */
public final class ItemId extends Id {
    public ItemId(String value) {
        super(value);
    }

    /**
     * The id of a word and of the number behind it.
     *
     * @throws IllegalArgumentException if the word ends in anything but a colon or a dash, or the number has more than 17
     *     digits or is below zero
     */
    public ItemId(String word, long number) {
        super(word, number);
    }
}
