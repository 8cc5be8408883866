/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Small programs that use each module, example bundles, and benchmarks. */
@NullMarked
package dev.tracefold.examples;

import org.jspecify.annotations.NullMarked;
