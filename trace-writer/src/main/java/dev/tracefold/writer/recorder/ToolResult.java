/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Objects;

/** What a tool gave back to who asked for it. */
public sealed interface ToolResult {
    /** The item that goes into the next request. */
    record DirectResponse(Object responseItem) implements ToolResult {
        public DirectResponse {
            Objects.requireNonNull(responseItem, "responseItem");
        }
    }

    /** The value that the code in the cell got. */
    record CodeModeResponse(Object value) implements ToolResult {
        public CodeModeResponse {
            Objects.requireNonNull(value, "value");
        }
    }

    /** There is nothing but an error. */
    record Failure(String error) implements ToolResult {
        public Failure {
            Objects.requireNonNull(error, "error");
        }
    }
}
