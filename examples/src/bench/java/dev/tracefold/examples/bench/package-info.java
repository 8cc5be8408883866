/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What things cost, measured with JMH. Built only with the profile {@code bench}.
 *
 * <ul>
 *   <li>{@link dev.tracefold.examples.bench.CommandLineBenchmark}: what each start of the command pays;
 *   <li>{@link dev.tracefold.examples.bench.WriterBenchmark}: payloads and events on their way to the disk;
 *   <li>{@link dev.tracefold.examples.bench.DisabledRecorderBenchmark}: what a host pays for a recorder that is off;
 *   <li>{@link dev.tracefold.examples.bench.EventJsonBenchmark}: lines of the log, read and written.
 * </ul>
 */
@NullMarked
package dev.tracefold.examples.bench;

import org.jspecify.annotations.NullMarked;
