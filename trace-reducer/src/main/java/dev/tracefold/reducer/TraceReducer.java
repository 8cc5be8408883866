/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.control.Either;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;

/**
 * The fold: a state and an event give the next state, or the reason why they cannot. Pure but for the bodies that come
 * in through {@link Payloads}: no clock, no randomness, no I/O. May be used from any thread.
 *
 * <p>The envelope (version, session, sequence) and the presence of payload files are the affair of whoever reads the
 * log; see {@code dev.tracefold.replay}.
 */
public final class TraceReducer {
    private TraceReducer() {}

    /**
     * Folds one event.
     *
     * @return the next state, or an error without a line; the state that was given is as it was in either case
     */
    public static Either<ReductionError, ReducedState> apply(
            ReducedState state, RawTraceEvent event, Payloads payloads) {
        Draft draft = state.draft();
        try {
            event.payload()
                    .accept(new Dispatch(draft, Moment.of(event), new Bodies(payloads)))
                    .run();
            for (PayloadRef ref : event.payload().payloads()) {
                draft.payloads = draft.payloads.with(ref);
            }
            return Either.right(ReducedState.freeze(draft));
        } catch (Refusal refusal) {
            state.giveUp(draft);
            return Either.left(new ReductionError(
                    refusal.code(),
                    event.seq(),
                    null,
                    event.payload().type(),
                    refusal.facts(),
                    String.valueOf(refusal.getMessage())));
        }
    }

    /**
     * Settles what still waits at the end of a log: a spawn whose words never arrived leads to the child's thread, if
     * that has started; other deliveries are dropped.
     */
    public static ReducedState finish(ReducedState state) {
        Draft draft = state.draft();
        AgentSteps.settle(draft);
        return ReducedState.freeze(draft);
    }

    /** A step that is ready to run. */
    private interface Step {
        void run() throws Refusal;
    }

    /** Which step an event takes. */
    private record Dispatch(Draft draft, Moment at, Bodies bodies) implements RawEventPayload.Visitor<Step> {
        @Override
        public Step on(RawEventPayload.RolloutStarted event) {
            return () -> {
                draft.traceId = event.traceId();
                draft.rootThreadId = event.rootThreadId();
            };
        }

        @Override
        public Step on(RawEventPayload.RolloutEnded event) {
            return () -> {
                draft.status = event.status();
                draft.endedAtUnixMs = at.atUnixMs();
            };
        }

        @Override
        public Step on(RawEventPayload.ThreadStarted event) {
            return () -> ThreadSteps.start(draft, at, event, bodies);
        }

        @Override
        public Step on(RawEventPayload.ThreadEnded event) {
            return () -> ThreadSteps.end(draft, at, event);
        }

        @Override
        public Step on(RawEventPayload.TurnStarted event) {
            return () -> TurnSteps.start(draft, at, event);
        }

        @Override
        public Step on(RawEventPayload.TurnEnded event) {
            return () -> TurnSteps.end(draft, at, event);
        }

        @Override
        public Step on(RawEventPayload.InferenceStarted event) {
            return () -> InferenceSteps.start(draft, at, event, bodies);
        }

        @Override
        public Step on(RawEventPayload.InferenceCompleted event) {
            return () -> InferenceSteps.end(draft, at, InferenceSteps.End.of(event), bodies);
        }

        @Override
        public Step on(RawEventPayload.InferenceFailed event) {
            return () -> InferenceSteps.end(draft, at, InferenceSteps.End.of(event), bodies);
        }

        @Override
        public Step on(RawEventPayload.InferenceCancelled event) {
            return () -> InferenceSteps.end(draft, at, InferenceSteps.End.of(event), bodies);
        }

        @Override
        public Step on(RawEventPayload.ToolCallStarted event) {
            return () -> ToolSteps.start(draft, at, event, bodies);
        }

        @Override
        public Step on(RawEventPayload.McpCorrelationAssigned event) {
            return () -> ToolSteps.correlate(draft, event);
        }

        @Override
        public Step on(RawEventPayload.ToolRuntimeStarted event) {
            return () -> ToolSteps.runtimeStarted(draft, at, event, bodies);
        }

        @Override
        public Step on(RawEventPayload.ToolRuntimeEnded event) {
            return () -> ToolSteps.runtimeEnded(draft, at, event, bodies);
        }

        @Override
        public Step on(RawEventPayload.ToolCallEnded event) {
            return () -> ToolSteps.end(draft, at, event, bodies);
        }

        @Override
        public Step on(RawEventPayload.CodeCellStarted event) {
            return () -> CodeCellSteps.start(draft, at, event);
        }

        @Override
        public Step on(RawEventPayload.CodeCellInitialResponse event) {
            return () -> CodeCellSteps.respond(draft, at, event.runtimeCellId(), event.status());
        }

        @Override
        public Step on(RawEventPayload.CodeCellEnded event) {
            return () -> CodeCellSteps.end(draft, at, event.runtimeCellId(), event.status());
        }

        @Override
        public Step on(RawEventPayload.CompactionRequestStarted event) {
            return () -> CompactionSteps.startRequest(draft, at, event);
        }

        @Override
        public Step on(RawEventPayload.CompactionRequestCompleted event) {
            return () -> CompactionSteps.completeRequest(draft, at, event, bodies);
        }

        @Override
        public Step on(RawEventPayload.CompactionRequestFailed event) {
            return () -> CompactionSteps.failRequest(draft, at, event);
        }

        @Override
        public Step on(RawEventPayload.CompactionInstalled event) {
            return () -> CompactionSteps.install(draft, at, event, bodies);
        }

        @Override
        public Step on(RawEventPayload.AgentResultObserved event) {
            return () -> AgentSteps.resultObserved(draft, at, event);
        }

        @Override
        public Step on(RawEventPayload.ProtocolEventObserved event) {
            return () -> {};
        }

        @Override
        public Step on(RawEventPayload.Other event) {
            return () -> {
                throw new Refusal(
                                ErrorCode.UNSUPPORTED_EVENT,
                                "events of the kind " + event.kind() + " have no rule in this version")
                        .with("kind", event.kind());
            };
        }
    }
}
