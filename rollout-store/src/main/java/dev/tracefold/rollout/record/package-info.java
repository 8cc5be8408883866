/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Writing rollouts: {@link dev.tracefold.rollout.record.RolloutRecorder} for live sessions, {@link
 * dev.tracefold.rollout.record.RolloutAppender} for a single line, {@link
 * dev.tracefold.rollout.record.RolloutMaterializer} for turning a compressed rollout back into a plain one, {@link
 * dev.tracefold.rollout.record.LiveThreads} for what is being recorded in this process.
 */
@NullMarked
package dev.tracefold.rollout.record;

import org.jspecify.annotations.NullMarked;
