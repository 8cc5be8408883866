/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

/** A session that does not fit into a page of that size, even without any text. */
public final class PageTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PageTooLargeException(PageBounds bounds) {
        super("the session does not fit into " + bounds.bytes() + " bytes, even without any text");
    }
}
