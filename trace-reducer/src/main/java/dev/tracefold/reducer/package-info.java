/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The pure fold from raw events to the graph that explains a session.
 *
 * <p>The way in is {@link dev.tracefold.reducer.TraceReducer}: a {@link dev.tracefold.reducer.ReducedState} and an event
 * give the next state or a {@link dev.tracefold.reducer.ReductionError}. Bodies come in through the port {@link
 * dev.tracefold.reducer.Payloads}.
 *
 * <p>Inside, there is one class of steps a domain ({@code ThreadSteps}, {@code TurnSteps}, {@code InferenceSteps},
 * {@code CompactionSteps}, {@code ToolSteps}, {@code TerminalSteps}, {@code CodeCellSteps}, {@code AgentSteps}). They
 * work on a {@code Draft}, which becomes the next state if the step succeeds and is dropped if it does not. Bodies are
 * normalised first ({@code reducer.body}), then reconciled with what is known ({@code Reconciler}), then linked ({@code
 * ItemLinks}).
 */
@NullMarked
package dev.tracefold.reducer;

import org.jspecify.annotations.NullMarked;
