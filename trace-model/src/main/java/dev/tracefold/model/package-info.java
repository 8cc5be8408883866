/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What Tracefold records and what it makes of it: the vocabulary that all modules share.
 *
 * <ul>
 *   <li>{@link dev.tracefold.model.id}: identifiers;
 *   <li>{@link dev.tracefold.model.raw}: the evidence, as a recorder wrote it;
 *   <li>{@link dev.tracefold.model.graph}: the graph that explains it;
 *   <li>{@link dev.tracefold.model.json}: the JSON of both;
 *   <li>{@link dev.tracefold.model.value}: JSON that has no type of ours.
 * </ul>
 */
@NullMarked
package dev.tracefold.model;

import org.jspecify.annotations.NullMarked;
