/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What people do to whole rollouts: {@link dev.tracefold.rollout.manage.RolloutManager} archives, brings back, restores
 * and deletes them, {@link dev.tracefold.rollout.manage.RolloutRows} is told of it.
 */
@NullMarked
package dev.tracefold.rollout.manage;

import org.jspecify.annotations.NullMarked;
