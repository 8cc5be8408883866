/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

/**
 * What a page does not hold.
 *
 * @param shortened texts of which only the beginning is there
 * @param dropped texts of which nothing is there
 * @param preview the most characters that a text has, which is less than was asked for where the page would have become
 *     too large
 */
public record LeftOut(int shortened, int dropped, int preview) {}
