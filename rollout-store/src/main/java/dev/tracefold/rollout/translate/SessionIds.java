/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.TurnId;

/**
 * Names that must not come twice in a session, however many agents it has. Those that no rollout tells are counted on from
 * one agent to the next.
 */
final class SessionIds {
    private final FreeIds turnIds = new FreeIds();
    private final FreeIds callIds = new FreeIds();
    private final FreeIds responseIds = new FreeIds();
    private final FreeIds terminalIds = new FreeIds();
    private final boolean ofAgents;
    private long turns;
    private long inferences;
    private long untraced;
    private long compactions;
    private long tools;

    /**
     * Makes the names of a session.
     *
     * @param ofAgents whether more than one thread gets names
     */
    SessionIds(boolean ofAgents) {
        this.ofAgents = ofAgents;
    }

    boolean ofAgents() {
        return ofAgents;
    }

    /** The next turn, by the name that is wanted for it, if there is one. */
    TurnId turn(@Nullable String wanted) {
        turns++;
        return new TurnId(turnIds.free(wanted == null || wanted.isEmpty() ? "turn-" + turns : wanted));
    }

    CallId call(String wanted) {
        return CallId.shared(callIds.free(wanted));
    }

    /** A tool that no call id goes to, by the name that is wanted for it, if there is one. */
    String tool(@Nullable String wanted) {
        tools++;
        return callIds.free(wanted == null || wanted.isEmpty() ? "tool-" + tools : wanted);
    }

    String response(String wanted) {
        return responseIds.free(wanted);
    }

    String terminal(String wanted) {
        return terminalIds.free(wanted);
    }

    long nextInference() {
        inferences++;
        return inferences;
    }

    long nextUntraced() {
        untraced++;
        return untraced;
    }

    long nextCompaction() {
        compactions++;
        return compactions;
    }
}
