/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.reducer.ReductionError;

/** Something that a replay noticed and went on. Immutable. */
public sealed interface Diagnostic {
    /** One sentence for people. */
    String sentence();

    /** The last line was torn when its recorder died; it is left out. */
    record TornTail(long line) implements Diagnostic {
        @Override
        public String sentence() {
            return "line " + line + " is torn: its recorder died while writing it; it is left out";
        }
    }

    /** An event was left out, in salvage only. */
    record LeftOut(ReductionError error) implements Diagnostic {
        @Override
        public String sentence() {
            return "left out: " + error;
        }
    }

    /** Events are missing, in salvage only. */
    record Gap(long line, long due, long found) implements Diagnostic {
        @Override
        public String sentence() {
            return "line " + line + ": seq " + due + (found - due == 1 ? " is" : " to " + (found - 1) + " are")
                    + " missing";
        }
    }

    /** A code cell that started, but whose source no request or response ever showed; it is not in the graph. */
    record CellWithoutSource(CodeCellId cell) implements Diagnostic {
        @Override
        public String sentence() {
            return cell + " never found the item that is its source; it is not in the graph";
        }
    }

    /** Something that was sent to an agent, but that its conversation never showed. */
    record Undelivered(EdgeId edge) implements Diagnostic {
        @Override
        public String sentence() {
            return edge + " was never seen to arrive";
        }
    }
}
