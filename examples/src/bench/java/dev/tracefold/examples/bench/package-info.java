/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What things cost, measured with JMH. */
@NullMarked
package dev.tracefold.examples.bench;

import org.jspecify.annotations.NullMarked;
