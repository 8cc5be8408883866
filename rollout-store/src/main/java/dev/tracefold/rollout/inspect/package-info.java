/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is in a rollout and what is wrong with it: {@link dev.tracefold.rollout.inspect.RolloutProfiler} says where its
 * bytes are, {@link dev.tracefold.rollout.inspect.RolloutRepairer} writes a repaired copy beside it.
 */
@NullMarked
package dev.tracefold.rollout.inspect;

import org.jspecify.annotations.NullMarked;
