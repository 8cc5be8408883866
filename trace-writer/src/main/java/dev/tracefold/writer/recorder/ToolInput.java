/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a tool is called with. */
public sealed interface ToolInput {
    /** JSON in a string, as the model wrote it: it may be anything. */
    record Function(String arguments) implements ToolInput {
        public Function {
            Objects.requireNonNull(arguments, "arguments");
        }
    }

    /** Free text. */
    record Custom(String input) implements ToolInput {
        public Custom {
            Objects.requireNonNull(input, "input");
        }
    }

    /** A search for tools. */
    record ToolSearch(Object arguments) implements ToolInput {
        public ToolSearch {
            Objects.requireNonNull(arguments, "arguments");
        }
    }

    /** A command, already in words. */
    record LocalShell(
            List<String> command,
            @Nullable String workdir,
            @Nullable Long timeoutMs) implements ToolInput {
        public LocalShell {
            command = List.copyOf(command);
        }
    }
}
