/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.replay.Diagnostic;
import dev.tracefold.view.lookup.Fields;

/** What a reduction noticed, for programs. */
final class DiagnosticJson {
    private DiagnosticJson() {}

    static JsonObject of(Diagnostic diagnostic) {
        return of(diagnostic, new Fields());
    }

    /** The same behind other fields. */
    static JsonObject of(Diagnostic diagnostic, Fields fields) {
        if (diagnostic instanceof Diagnostic.LeftOut leftOut) {
            return error(leftOut.error(), fields.text("kind", "left_out"));
        } else if (diagnostic instanceof Diagnostic.Gap gap) {
            fields.text("kind", "gap")
                    .number("line", gap.line())
                    .number("due", gap.due())
                    .number("found", gap.found());
        } else if (diagnostic instanceof Diagnostic.TornTail torn) {
            fields.text("kind", "torn_tail").number("line", torn.line());
        } else if (diagnostic instanceof Diagnostic.CellWithoutSource cell) {
            fields.text("kind", "cell_without_source").text("id", cell.cell().value());
        } else if (diagnostic instanceof Diagnostic.Undelivered undelivered) {
            fields.text("kind", "undelivered").text("id", undelivered.edge().value());
        }
        return fields.text("message", diagnostic.sentence()).object();
    }

    static JsonObject error(ReductionError error, Fields fields) {
        return fields.text("code", error.code().name())
                .number("seq", error.seq())
                .number("line", error.line())
                .text("message", error.sentence())
                .object();
    }
}
