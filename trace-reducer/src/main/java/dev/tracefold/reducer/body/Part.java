/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import java.util.Objects;

/** A part of what an item says. Parts are equal if they say the same, whichever payload they come from. */
public sealed interface Part {
    /** The text by which most parts can be told from each other. */
    String said();

    /** Words. */
    record Text(String text) implements Part {
        public Text {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String said() {
            return text;
        }
    }

    /** Words that stand for reasoning that is not shown. */
    record Summary(String text) implements Part {
        public Summary {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String said() {
            return text;
        }
    }

    /** Something that only the provider can read. */
    record Encoded(String value) implements Part {
        /** The only label so far. */
        public static final String LABEL = "encrypted_content";

        public Encoded {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public String said() {
            return value;
        }
    }

    /** A JSON value, told by how it begins. */
    record Json(String summary) implements Part {
        public Json {
            Objects.requireNonNull(summary, "summary");
        }

        @Override
        public String said() {
            return summary;
        }
    }

    /** Source code. */
    record Code(String language, String source) implements Part {
        public Code {
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(source, "source");
        }

        @Override
        public String said() {
            return source;
        }
    }

    /** Something that is looked up in the payload, told by what it is. */
    record InPayload(String label, ContentDigest content) implements Part {
        public InPayload {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(content, "content");
        }

        @Override
        public String said() {
            return label;
        }
    }
}
