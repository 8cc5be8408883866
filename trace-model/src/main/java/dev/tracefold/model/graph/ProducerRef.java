/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Objects;

import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ToolCallId;

/** What brought a conversation item about. */
public sealed interface ProducerRef {
    /** A model said it. */
    record Inference(InferenceCallId inferenceCallId) implements ProducerRef {
        public Inference {
            Objects.requireNonNull(inferenceCallId, "inferenceCallId");
        }
    }

    /** A tool returned it. */
    record Tool(ToolCallId toolCallId) implements ProducerRef {
        public Tool {
            Objects.requireNonNull(toolCallId, "toolCallId");
        }
    }

    /** A code cell returned it. */
    record CodeCell(CodeCellId codeCellId) implements ProducerRef {
        public CodeCell {
            Objects.requireNonNull(codeCellId, "codeCellId");
        }
    }

    /** A compaction put it in place. */
    record Compaction(CompactionId compactionId) implements ProducerRef {
        public Compaction {
            Objects.requireNonNull(compactionId, "compactionId");
        }
    }

    /** Reserved. */
    record UserInput() implements ProducerRef {}

    /** Reserved. */
    record InteractionEdge(EdgeId edgeId) implements ProducerRef {
        public InteractionEdge {
            Objects.requireNonNull(edgeId, "edgeId");
        }
    }

    /** Reserved. */
    record Harness() implements ProducerRef {}
}
