/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is wrong with a bundle, all of it: {@link dev.tracefold.view.check.BundleCheck} gives {@link
 * dev.tracefold.view.check.Finding}s.
 */
@NullMarked
package dev.tracefold.view.check;

import org.jspecify.annotations.NullMarked;
