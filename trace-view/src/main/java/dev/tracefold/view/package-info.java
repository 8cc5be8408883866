/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What people look at: text, HTML pages, Perfetto and OTLP exports. */
@NullMarked
package dev.tracefold.view;

import org.jspecify.annotations.NullMarked;
