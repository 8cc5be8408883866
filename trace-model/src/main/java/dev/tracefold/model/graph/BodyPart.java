/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Objects;

import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.value.LongText;

/** A part of what a conversation item says. */
public sealed interface BodyPart {
    /** Words. */
    record Text(LongText text) implements BodyPart {
        public Text {
            Objects.requireNonNull(text, "text");
        }

        public Text(String text) {
            this(LongText.of(text));
        }
    }

    /** Words that stand for reasoning that is not shown. */
    record Summary(LongText text) implements BodyPart {
        public Summary {
            Objects.requireNonNull(text, "text");
        }

        public Summary(String text) {
            this(LongText.of(text));
        }
    }

    /** Something that only the provider can read. */
    record Encoded(String label, LongText value) implements BodyPart {
        public Encoded {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(value, "value");
        }

        public Encoded(String label, String value) {
            this(label, LongText.of(value));
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
    record Code(String language, LongText source) implements BodyPart {
        public Code {
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(source, "source");
        }

        public Code(String language, String source) {
            this(language, LongText.of(source));
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
