/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The tracefold command: one class a command, each named after it. They say what is asked for and where it goes; what it
 * says is the affair of {@code dev.tracefold.view}.
 *
 * <p>Around them: {@code Tracefold} starts, {@code Console} and {@code Output} are where words go, {@code Failures} turns
 * what went wrong into a sentence and an exit code, {@code cli.session} finds and opens what a command is about.
 */
@NullMarked
package dev.tracefold.cli;

import org.jspecify.annotations.NullMarked;
