/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Small programs that use each module, example bundles, and benchmarks.
 *
 * <ul>
 *   <li>{@link dev.tracefold.examples.RecordASession}: records a small session with two agents.
 * </ul>
 */
@NullMarked
package dev.tracefold.examples;

import org.jspecify.annotations.NullMarked;
