/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Raw events, payload references, the manifest and the reduced graph, with their JSON. */
@NullMarked
package dev.tracefold.model;

import org.jspecify.annotations.NullMarked;
