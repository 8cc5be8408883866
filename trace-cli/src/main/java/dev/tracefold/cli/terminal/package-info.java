/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What every command says its words through: the console, files written aside, sizes for people, failures. */
@NullMarked
package dev.tracefold.cli.terminal;

import org.jspecify.annotations.NullMarked;
