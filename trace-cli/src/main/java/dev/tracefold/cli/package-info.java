/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The tracefold command: one class a command. */
@NullMarked
package dev.tracefold.cli;

import org.jspecify.annotations.NullMarked;
