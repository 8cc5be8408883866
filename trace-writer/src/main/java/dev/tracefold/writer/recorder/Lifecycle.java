/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.concurrent.atomic.AtomicReference;

/** A thing that starts once and ends once. Its end counts only if its start is in the log. */
final class Lifecycle {
    private enum Stage {
        NEW,
        STARTING,
        STARTED,
        ENDED,
        LOST
    }

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.NEW);

    /** Records the start, if there was none. */
    void start(String what, Boundary.Step start) throws Exception {
        if (!stage.compareAndSet(Stage.NEW, Stage.STARTING)) {
            throw Drop.outOfPlace(what + " has started before");
        }
        boolean recorded = false;
        try {
            start.run();
            recorded = true;
        } finally {
            stage.set(recorded ? Stage.STARTED : Stage.LOST);
        }
    }

    /** Takes the end: true for the first only. Later ends are harmless; ends without a start are lost. */
    boolean takeEnd(String what) throws Drop {
        if (stage.compareAndSet(Stage.STARTED, Stage.ENDED)) {
            return true;
        }
        if (stage.get() == Stage.ENDED) {
            return false;
        }
        throw Drop.outOfPlace(what + " ends, but its start is not in the log");
    }
}
