/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * From rollout lines to raw events. {@link dev.tracefold.rollout.translate.RolloutTranslator} streams the events and bodies
 * that a recorder would have written; {@link dev.tracefold.rollout.translate.TranslatedRollout} is the same as a session
 * that can be read again and asked for single bodies; {@link dev.tracefold.rollout.translate.TranslationReport} says what
 * was passed over.
 */
@NullMarked
package dev.tracefold.rollout.translate;

import org.jspecify.annotations.NullMarked;
