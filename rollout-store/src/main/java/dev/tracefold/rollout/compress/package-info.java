/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Compressing cold rollouts: {@link dev.tracefold.rollout.compress.RolloutCompressor} runs over the roots, {@link
 * dev.tracefold.rollout.compress.CompressionOptions} says how, {@link dev.tracefold.rollout.compress.CompressionReport}
 * what became of it, {@link dev.tracefold.rollout.compress.FileOutcome} what became of one file.
 */
@NullMarked
package dev.tracefold.rollout.compress;

import org.jspecify.annotations.NullMarked;
