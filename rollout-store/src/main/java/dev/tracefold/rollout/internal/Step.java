/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.internal;

/** The points between which another process, or a crash, could come in; tests stop there. */
public enum Step {
    READER_RESOLVED,
    APPEND_LOCKED,
    APPEND_WRITE,
    MATERIALIZE_TEMP_WRITTEN,
    MATERIALIZE_PUBLISHED,
    COMPRESS_BEFORE_ENCODE,
    COMPRESS_ENCODED,
    COMPRESS_BEFORE_VERIFY,
    COMPRESS_BEFORE_PUBLISH,
    COMPRESS_PUBLISHED,
    COMPRESS_RETIRED,
    COMPRESS_COMPARED,
    MOVE_RENAMED,
    REPAIR_WRITTEN
}
