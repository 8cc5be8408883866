/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.util.Locale;

/** What became of one rollout in a compression run. */
public enum FileOutcome {
    COMPRESSED,
    /** Too young, or gone. */
    SKIPPED_NOT_COLD,
    /** Written to while it was encoded. */
    SKIPPED_CHANGED,
    SKIPPED_ALREADY_COMPRESSED,
    SKIPPED_UNREADABLE_META,
    /** A recorder, or another change of form, holds it. */
    SKIPPED_IN_USE,
    /** A compressed form beside the plain one says something else; nothing was touched. */
    SKIPPED_CONFLICT,
    /** A program that knows no locks had written to the old file; its lines were brought over. */
    RECOVERED_TAIL,
    FAILED;

    /** The label of this outcome in metrics and JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
