/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A session in the formats of other tools.
 *
 * <ul>
 *   <li>{@link dev.tracefold.view.export.PerfettoExport}: a trace for the Perfetto UI;
 *   <li>{@link dev.tracefold.view.export.OtlpExport}: spans in OTLP JSON, {@link dev.tracefold.view.export.Collector}
 *       takes them;
 *   <li>{@link dev.tracefold.view.export.JsonLinesExport}: one object a line.
 * </ul>
 *
 * The same graph always gives the same bytes.
 */
@NullMarked
package dev.tracefold.view.export;

import org.jspecify.annotations.NullMarked;
