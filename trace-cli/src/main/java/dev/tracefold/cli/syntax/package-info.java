/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What can be typed: commands say which options and arguments they understand, and get their values; help, completion and
 * complaints follow from that. By hand, for commands are over sooner than a library has looked at their annotations.
 */
@NullMarked
package dev.tracefold.cli.syntax;

import org.jspecify.annotations.NullMarked;
