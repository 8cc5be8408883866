/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

/**
 * A line that could not be read, and where it is.
 *
 * @param number counted from 1, blank lines included
 * @param offset of its first byte in the plain form
 * @param length in bytes, without the newline
 * @param reason what is wrong with it, for people
 */
public record BadLine(long number, long offset, long length, String reason) {}
