/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

/** Through what a model saw a terminal operation. */
public enum ObservationSource {
    DIRECT_TOOL_CALL,
    CODE_CELL_OUTPUT
}
