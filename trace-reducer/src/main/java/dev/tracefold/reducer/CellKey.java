/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.ThreadId;

/** A runtime cell id means something on its thread alone. */
record CellKey(ThreadId threadId, RuntimeCellId runtimeCellId) {}
