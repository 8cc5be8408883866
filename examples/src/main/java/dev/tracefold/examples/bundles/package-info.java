/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Makes the bundles under {@code examples/bundles}, always the same to the byte: {@link
 * dev.tracefold.examples.bundles.ExampleBundles}. They are written event by event, as the format describes, so that they
 * also show what a recorder writes.
 */
@NullMarked
package dev.tracefold.examples.bundles;

import org.jspecify.annotations.NullMarked;
