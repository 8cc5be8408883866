/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tracefold.model.raw.PayloadKind;

/**
 * Takes out what must not reach the disk. It runs before anything is written, on the thread that records, outside the
 * lock, and from many threads at once. If it throws, nothing of what it was shown is written.
 *
 * <p>A body must keep its shape: the names and kinds of fields that the reduction reads. A text that occurs in several
 * places must become the same text everywhere, or items that were the same no longer match.
 */
public interface Redactor {
    /** The body to write in place of this one. */
    JsonNode body(PayloadKind kind, JsonNode body);

    /** The text to write in place of this one, which stands in an event itself: a preview, a message, an error, code. */
    String text(String text);
}
