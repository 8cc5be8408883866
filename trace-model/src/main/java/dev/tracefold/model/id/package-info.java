/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Identifiers, each with a type of its own, so that a thread can never be handed over as a turn.
 *
 * <p>An identifier is evidence: any text is accepted, the empty one included, because refusing it would lose the event
 * that carries it.
 */
@NullMarked
package dev.tracefold.model.id;

import org.jspecify.annotations.NullMarked;
