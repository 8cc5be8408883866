/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

/**
 * What a page does not hold.
 *
 * @param events how many events of the session came before what it shows
 * @param from the seq of the first event that it shows, if it does not show all
 * @param later how many events came behind what it shows
 * @param fromLater the seq of the first of these, if there are any
 * @param shortened texts of which only the beginning is there
 * @param dropped texts of which nothing is there
 * @param preview the most characters that a text has, which is less than was asked for where the page would have become
 *     too large
 */
public record LeftOut(int events, long from, int later, long fromLater, int shortened, int dropped, int preview) {
    LeftOut beside(Part part) {
        return part.isWhole()
                ? this
                : new LeftOut(
                        part.first(),
                        part.firstSeq(),
                        part.eventsLater(),
                        part.seqBehind(),
                        shortened,
                        dropped,
                        preview);
    }
}
