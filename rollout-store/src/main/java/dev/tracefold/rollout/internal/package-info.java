/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the packages of the rollout store share and nobody else uses: file operations, zstd, JSON, lines from bytes. */
@NullMarked
package dev.tracefold.rollout.internal;

import org.jspecify.annotations.NullMarked;
