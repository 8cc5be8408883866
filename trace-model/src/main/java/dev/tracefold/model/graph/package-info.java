/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The graph that explains a session, as {@code state.json} holds it. All types are immutable and may be shared between
 * threads; collections are unmodifiable, and maps keep the order in which they were filled.
 *
 * <p>Start at {@link dev.tracefold.model.graph.RolloutTrace}. Small types are records; wide ones have a builder and
 * {@code with…} methods.
 */
@NullMarked
package dev.tracefold.model.graph;

import org.jspecify.annotations.NullMarked;
