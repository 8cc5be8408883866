/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** {@code tracefold rollouts}: the commands that look at session logs and take care of them, one class each. */
@NullMarked
package dev.tracefold.cli.rollouts;

import org.jspecify.annotations.NullMarked;
