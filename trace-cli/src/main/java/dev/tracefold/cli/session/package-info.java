/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The sessions that commands are about: what is found at a path or under a name, in whichever of its forms it lies there,
 * and how it is read. {@code SessionArgument} is what most commands begin with, {@code Sessions} opens what it found, and
 * {@code Reading} is the options that say how.
 */
@NullMarked
package dev.tracefold.cli.session;

import org.jspecify.annotations.NullMarked;
