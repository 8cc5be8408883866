/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import java.util.Objects;

import dev.tracefold.model.value.LongText;

/** A part of what an item says. Parts are equal if they say the same, whichever payload they come from. */
public sealed interface Part {
    /** The hash code of the text by which most parts can be told from each other. */
    int hashOfSaid();

    /** Words. */
    record Text(LongText text) implements Part {
        public Text {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public int hashOfSaid() {
            return text.hashCode();
        }
    }

    /** Words that stand for reasoning that is not shown. */
    record Summary(LongText text) implements Part {
        public Summary {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public int hashOfSaid() {
            return text.hashCode();
        }
    }

    /** Something that only the provider can read. */
    record Encoded(LongText value) implements Part {
        /** The only label so far. */
        public static final String LABEL = "encrypted_content";

        public Encoded {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public int hashOfSaid() {
            return value.hashCode();
        }
    }

    /** A JSON value, told by how it begins. */
    record Json(String summary) implements Part {
        public Json {
            Objects.requireNonNull(summary, "summary");
        }

        @Override
        public int hashOfSaid() {
            return summary.hashCode();
        }
    }

    /** Source code. */
    record Code(String language, LongText source) implements Part {
        public Code {
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(source, "source");
        }

        @Override
        public int hashOfSaid() {
            return source.hashCode();
        }
    }

    /** Something that is looked up in the payload, told by what it is. */
    record InPayload(String label, ContentDigest content) implements Part {
        public InPayload {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(content, "content");
        }

        @Override
        public int hashOfSaid() {
            return label.hashCode();
        }
    }
}
