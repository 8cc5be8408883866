/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Bundles that are made up: {@link dev.tracefold.simulated.Recording} event by event, {@link
 * dev.tracefold.simulated.SessionGenerator} a whole session from a seed. They live in memory, so that a fold needs no
 * files, and can be written where a replay is what is tried.
 */
@NullMarked
package dev.tracefold.simulated;

import org.jspecify.annotations.NullMarked;
