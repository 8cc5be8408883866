/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The SQLite view of all rollouts, which can always be rebuilt from them: {@link dev.tracefold.rollout.index.RolloutIndex}
 * holds one {@link dev.tracefold.rollout.index.ThreadRow} a thread, {@link
 * dev.tracefold.rollout.index.MetadataExtractor} makes rows from files, {@link
 * dev.tracefold.rollout.index.IndexMaintenance} keeps rows and files together, {@link
 * dev.tracefold.rollout.index.Backfill} fills the index from scratch. SQLite is used nowhere else.
 */
@NullMarked
package dev.tracefold.rollout.index;

import org.jspecify.annotations.NullMarked;
