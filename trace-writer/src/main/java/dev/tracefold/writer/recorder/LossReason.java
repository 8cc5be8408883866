/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

/** Why something was not recorded. */
public enum LossReason {
    /** A null came where something must be, from the caller or from a supplier. */
    NULL_ARGUMENT,
    /** A supplier threw. */
    SUPPLIER_FAILED,
    /** A body or text would not become JSON. */
    UNSERIALISABLE,
    /** The redactor threw. */
    REDACTION_FAILED,
    /** A body was above the size cap; its size and hash were recorded in its place. */
    BODY_TOO_LARGE,
    /** The arguments of a tool call were not what such a call has; the call was recorded without them. */
    UNREADABLE_ARGUMENTS,
    /** The event contradicts what was recorded before, or builds on what was not. */
    OUT_OF_PLACE,
    /** A payload could not be written. */
    PAYLOAD_NOT_WRITTEN,
    /** The log could not be written; nothing can be recorded any more. */
    LOG_FAILED,
    /** The bundle reached its size cap; nothing can be recorded any more. */
    BUNDLE_FULL,
    /** The recorder was closed before. */
    CLOSED,
    /** The bundle could not be made; nothing is recorded at all. */
    NOT_STARTED,
    /** The heap had no room for a body. */
    OUT_OF_MEMORY,
    /** Anything else, which is then our own bug. */
    UNEXPECTED
}
