/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The shell around the fold: a bundle comes in, a graph goes out.
 *
 * <ul>
 *   <li>{@link dev.tracefold.replay.Replay}: reduces a bundle, strictly or salvaging what can be salvaged;
 *   <li>{@link dev.tracefold.replay.ReplayResult}: the graph, or the error, with what was noticed on the way;
 *   <li>{@link dev.tracefold.replay.Timeline}: the state after any event;
 *   <li>{@link dev.tracefold.replay.GraphDiff}: what tells two graphs apart;
 *   <li>{@link dev.tracefold.replay.LiveReplay}: the state of a bundle that is still being written;
 *   <li>{@link dev.tracefold.replay.TraceSource}: a session to be replayed, whatever form it has;
 *   <li>{@link dev.tracefold.replay.Bundle}: the plain form, a bundle on disk, whose files are opened inside it alone;
 *   <li>{@link dev.tracefold.replay.EventLog}: its events, one after the other.
 * </ul>
 */
@NullMarked
package dev.tracefold.replay;

import org.jspecify.annotations.NullMarked;
