/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Rollout files: record, read, list, search, compress, index, and translate into raw events. */
@NullMarked
package dev.tracefold.rollout;

import org.jspecify.annotations.NullMarked;
