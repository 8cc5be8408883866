/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

/**
 * How large a page may become.
 *
 * @param preview the most characters of each text and payload
 * @param bytes the most bytes of the page as a whole; texts give way until it fits
 */
public record PageBounds(int preview, long bytes) {
    private static final int MB = 1_000_000;
    // What an event makes of a page, with room for the texts.
    private static final int USUAL_OF_AN_EVENT = 1500;

    public PageBounds {
        if (preview < 0) {
            throw new IllegalArgumentException("preview is negative: " + preview);
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes is not positive: " + bytes);
        }
    }

    /** 2,000 characters each, and less than 15 MB in all, so that it can be mailed. */
    public static PageBounds defaults() {
        return new PageBounds(2000, 15L * MB);
    }

    /** How many events of a session there is room for, as a rule. */
    public int usualEvents() {
        return (int) Math.min(Integer.MAX_VALUE, bytes / USUAL_OF_AN_EVENT);
    }
}
