/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.time.Instant;

/**
 * A directory of a packed bundle.
 *
 * @param name relative to the bundle, with slashes; empty for the bundle itself
 * @param mode who may do what with it, or {@link Modes#UNKNOWN}
 */
record PackedDirectory(String name, Instant modified, int mode) {}
