/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The bundle writer, and the recorder handles that an agent runtime embeds. */
@NullMarked
package dev.tracefold.writer;

import org.jspecify.annotations.NullMarked;
