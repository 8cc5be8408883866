/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Any JSON as a value: {@link dev.tracefold.model.value.JsonValue}. */
@NullMarked
package dev.tracefold.model.value;

import org.jspecify.annotations.NullMarked;
