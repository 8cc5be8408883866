/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Finished bundles at rest, each in one file that is only read: {@link dev.tracefold.pack.BundlePacker} makes it, {@link
 * dev.tracefold.pack.BundleUnpacker} turns it into the directory that it was, {@link dev.tracefold.pack.PackedBundle}
 * reads it, one file or all, and {@link dev.tracefold.pack.PackNames} knows how it is called. What is asked in vain is a
 * {@link dev.tracefold.pack.PackException}, what a damaged file cannot tell a {@link
 * dev.tracefold.pack.DamagedPackException}. The format is written down in {@code docs/packed-bundle.md}.
 */
@NullMarked
package dev.tracefold.pack;

import org.jspecify.annotations.NullMarked;
