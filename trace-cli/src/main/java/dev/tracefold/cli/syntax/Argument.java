/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

import java.util.function.Consumer;

/** What stands without an option. */
record Argument(String label, String help, Times times, Consumer<String> set) {}
