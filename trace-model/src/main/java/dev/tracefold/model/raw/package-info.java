/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The evidence: what a recorder wrote, before anybody interprets it.
 *
 * <p>A {@link dev.tracefold.model.raw.RawTraceEvent} is one line of the log; what happened is its
 * {@link dev.tracefold.model.raw.RawEventPayload}, a closed set. Heavy bodies lie in files of their own, which a
 * {@link dev.tracefold.model.raw.PayloadRef} points at. The {@link dev.tracefold.model.raw.TraceManifest} says who
 * recorded what. All types are immutable.
 */
@NullMarked
package dev.tracefold.model.raw;

import org.jspecify.annotations.NullMarked;
