/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reading rollouts of either form: {@link dev.tracefold.rollout.read.RolloutReader} line by line, {@link
 * dev.tracefold.rollout.read.RolloutLoader} whole, {@link dev.tracefold.rollout.read.SessionHead} only the header,
 * {@link dev.tracefold.rollout.read.ReverseRecords} from the end; and {@link
 * dev.tracefold.rollout.read.SpawnedRollouts}, which finds those of a session's agents.
 */
@NullMarked
package dev.tracefold.rollout.read;

import org.jspecify.annotations.NullMarked;
