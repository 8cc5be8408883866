/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Scaffolding of the rollout store's tests: sample lines, a data directory, faults, child processes. */
@NullMarked
package dev.tracefold.rollout.testing;

import org.jspecify.annotations.NullMarked;
