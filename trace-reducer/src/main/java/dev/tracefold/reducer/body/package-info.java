/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What payload bodies say, before anybody asks who said it: parsing knows no identity.
 *
 * <ul>
 *   <li>{@link dev.tracefold.reducer.body.NormalizedItem}: a conversation item without an id;
 *   <li>{@link dev.tracefold.reducer.body.ItemNormalizer}: makes it of the JSON of any recorder;
 *   <li>{@link dev.tracefold.reducer.body.ConversationBody}: a body that carries items;
 *   <li>{@link dev.tracefold.reducer.body.BodyException}: the way in which a body fails.
 * </ul>
 */
@NullMarked
package dev.tracefold.reducer.body;

import org.jspecify.annotations.NullMarked;
