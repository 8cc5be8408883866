/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model;

/** How the code mode runtime says that a cell stands. */
public enum CodeCellRuntimeStatus {
    STARTING,
    RUNNING,
    YIELDED,
    COMPLETED,
    FAILED,
    TERMINATED
}
