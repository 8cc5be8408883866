/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The pure fold from raw events to the graph that explains a session. */
@NullMarked
package dev.tracefold.reducer;

import org.jspecify.annotations.NullMarked;
