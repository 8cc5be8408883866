/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The commands below {@code tracefold rollouts}: one class a command. */
@NullMarked
package dev.tracefold.cli.rollouts;

import org.jspecify.annotations.NullMarked;
