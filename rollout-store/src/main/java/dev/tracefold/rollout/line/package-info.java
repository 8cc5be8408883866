/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The lines of a rollout: {@link dev.tracefold.rollout.line.RolloutLine} as read, {@link
 * dev.tracefold.rollout.line.RolloutItem} as handed to a recorder, {@link dev.tracefold.rollout.line.PersistenceFilter}
 * for what is worth keeping, {@link dev.tracefold.rollout.line.ConversationText} for what people said.
 */
@NullMarked
package dev.tracefold.rollout.line;

import org.jspecify.annotations.NullMarked;
