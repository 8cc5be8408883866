/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Packing, unpacking, and what becomes of damaged files. */
@NullMarked
package dev.tracefold.pack;

import org.jspecify.annotations.NullMarked;
