/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

/**
 * The metadata of one rollout.
 *
 * @param row what the index is to keep
 * @param parseErrors how many of its lines could not be read
 */
public record Extraction(ThreadRow row, long parseErrors) {}
