/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

/**
 * What a page does not hold.
 *
 * @param events how many events of the session came before what it shows
 * @param from the seq of the first event that it shows, if others came before
 * @param shortened texts of which only the beginning is there
 * @param dropped texts of which nothing is there
 * @param preview the most characters that a text has, which is less than was asked for where the page would have become
 *     too large
 */
public record LeftOut(int events, long from, int shortened, int dropped, int preview) {
    LeftOut startingAt(Since since) {
        return since.all() ? this : new LeftOut(since.event(), since.firstSeq(), shortened, dropped, preview);
    }
}
