/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered.
 *
 * @param outputItems its items, each anything that the mapper makes JSON of
 * @param tokenUsage what it used, if that is known
 */
public record ResponseBody(List<?> outputItems, @Nullable Object tokenUsage) {
    public ResponseBody {
        Objects.requireNonNull(outputItems, "outputItems");
    }

    /** An answer without a count of tokens. */
    public static ResponseBody of(List<?> outputItems) {
        return new ResponseBody(outputItems, null);
    }
}
