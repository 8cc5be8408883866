/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

/** What was typed makes no sense; the message is a sentence for whoever typed it, who will see it printable. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageError(String sentence) {
        super(sentence);
    }
}
