/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.RawEventPayload;

/**
 * Turns: those that the rollout marks, and where it marks none, one from each user message on. The first messages of a
 * rollout that does mark turns come before the first mark; so a turn that a message would start is made only once
 * something happens in it.
 */
final class Turns {
    private final Emitter emitter;
    private final List<Long> unmade = new ArrayList<>();
    private @Nullable TurnId current;
    private @Nullable TurnId last;
    private @Nullable String name;
    private boolean marked;
    private boolean currentMarked;

    Turns(Emitter emitter) {
        this.emitter = emitter;
    }

    @Nullable
    TurnId current() {
        return current;
    }

    /** The turn that started last; null if none has. */
    @Nullable
    TurnId last() {
        return last;
    }

    /** Whether a turn by that name, or one of any name, is what is going on. */
    boolean isCurrent(@Nullable String turnId) {
        return current != null && (turnId == null || !currentMarked || turnId.equals(name));
    }

    /** Whether the rollout has marked a turn so far. */
    boolean marked() {
        return marked;
    }

    /** Whether what is going on is a turn that only a message started. */
    boolean unmarkedCurrent() {
        return current != null && !currentMarked;
    }

    /** What messages seemed to start were no turns: a mark comes behind them. Gives how many these were. */
    int forgetUnmade() {
        int none = unmade.size();
        unmade.clear();
        return none;
    }

    /** A marked turn starts; the one before must have ended. */
    void start(long time, @Nullable String turnId) {
        marked = true;
        currentMarked = true;
        begin(time, turnId);
    }

    /** A user has spoken. */
    void userSpoke(long time) {
        unmade.add(time);
    }

    boolean hasUnmade() {
        return !unmade.isEmpty();
    }

    /** Makes the turns that messages started, the last of which goes on; or one, if nothing is going on. */
    TurnId require(long time) {
        for (long start : unmade) {
            end(start, ExecutionStatus.COMPLETED);
            currentMarked = false;
            begin(start, null);
        }
        unmade.clear();
        if (current == null) {
            currentMarked = false;
            begin(time, null);
        }
        return Objects.requireNonNull(current);
    }

    /** The turn that goes on, else the one that ended last: what is told behind its end begins none. */
    TurnId latest(long time) {
        return current == null && last != null && unmade.isEmpty() ? last : require(time);
    }

    private void begin(long time, @Nullable String turnId) {
        name = turnId;
        TurnId turn = emitter.ids().turn(turnId);
        current = turn;
        last = turn;
        emitter.emit(time, turn, new RawEventPayload.TurnStarted(turn, emitter.threadId()));
    }

    void end(long time, ExecutionStatus status) {
        if (current != null) {
            emitter.emit(time, current, new RawEventPayload.TurnEnded(current, status));
            current = null;
        }
    }
}
