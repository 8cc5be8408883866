/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** The handle by which the code mode runtime knows a cell; it may repeat across threads. */
public final class RuntimeCellId extends Id {
    public RuntimeCellId(String value) {
        super(value);
    }
}
