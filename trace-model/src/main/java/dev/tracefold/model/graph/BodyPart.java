/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Objects;

import dev.tracefold.model.id.PayloadId;

/** A part of what a conversation item says. */
public sealed interface BodyPart {
    /** Words. */
    record Text(String text) implements BodyPart {
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /** Words that stand for reasoning that is not shown. */
    record Summary(String text) implements BodyPart {
        public Summary {
            Objects.requireNonNull(text, "text");
        }
    }

    /** Something that only the provider can read. */
    record Encoded(String label, String value) implements BodyPart {
        public Encoded {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(value, "value");
        }
    }

    /** A JSON value: how it begins, and where it lies whole. */
    record Json(String summary, PayloadId rawPayloadId) implements BodyPart {
        public Json {
            Objects.requireNonNull(summary, "summary");
            Objects.requireNonNull(rawPayloadId, "rawPayloadId");
        }
    }

    /** Source code. */
    record Code(String language, String source) implements BodyPart {
        public Code {
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(source, "source");
        }
    }

    /** Something that is not repeated here, an image for example, and where it lies. */
    record InPayload(String label, PayloadId rawPayloadId) implements BodyPart {
        public InPayload {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(rawPayloadId, "rawPayloadId");
        }
    }
}
