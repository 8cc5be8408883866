/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** The handle by which the code mode runtime knows a tool call. */
public final class RuntimeToolId extends Id {
    public RuntimeToolId(String value) {
        super(value);
    }
}
