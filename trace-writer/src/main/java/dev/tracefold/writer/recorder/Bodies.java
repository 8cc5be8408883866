/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls the suppliers of the host. */
final class Bodies {
    private Bodies() {}

    /** What the supplier gives; whatever it throws is a drop. */
    static <T> T get(@Nullable Supplier<T> supplier) throws Drop {
        Supplier<T> present = Drop.requirePresent(supplier, "the supplier of a body");
        T body;
        try {
            body = present.get();
        } catch (Throwable thrown) {
            Boundary.rethrowIfFatal(thrown);
            throw new Drop(LossReason.SUPPLIER_FAILED, "the supplier of a body threw: " + thrown, thrown);
        }
        return Drop.requirePresent(body, "what the supplier of a body gave");
    }
}
