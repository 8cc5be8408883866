/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

/**
 * A user's words stand in a rollout twice, as an item and as an event, in either order; rollouts of some versions have
 * only one of the two. Tells which of them is news.
 */
final class UserMessages {
    private int items;
    private int events;

    /** An item came; false if the event came before. */
    boolean said() {
        if (events > 0) {
            events--;
            return false;
        }
        items++;
        return true;
    }

    /** An event came; false if the item came before. */
    boolean told() {
        if (items > 0) {
            items--;
            return false;
        }
        events++;
        return true;
    }

    /** The model has answered: what it was told belongs to the past. */
    void answered() {
        items = 0;
        events = 0;
    }
}
