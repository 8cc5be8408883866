/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Measurements of the rollout store; run by hand through {@code rollout-store/bench/run.sh}, never by the build. */
@NullMarked
package dev.tracefold.rollout.bench;

import org.jspecify.annotations.NullMarked;
