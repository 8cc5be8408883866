/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

/** A session that does not fit into a page of that size, even without any text. */
public final class PageTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long bytes;

    PageTooLargeException(long bytes) {
        super("the page needs " + bytes + " bytes without any text");
        this.bytes = bytes;
    }

    /** How many bytes it needs without any text. */
    public long bytes() {
        return bytes;
    }
}
