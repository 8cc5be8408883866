/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names one command or one write to a terminal; made by the reducer. */
public final class TerminalOperationId extends Id {
    public TerminalOperationId(String value) {
        super(value);
    }

    /**
     * The id of a word and of the number behind it.
     *
     * @throws IllegalArgumentException if the word ends in anything but a colon or a dash, or the number has more than 17
     *     digits or is below zero
     */
    public TerminalOperationId(String word, long number) {
        super(word, number);
    }
}
