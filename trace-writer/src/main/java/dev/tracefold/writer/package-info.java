/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The strict side of recording: it writes a bundle or says why it could not.
 *
 * <ul>
 *   <li>{@link dev.tracefold.writer.TraceWriter}: payload files and log lines, in one order;
 *   <li>{@link dev.tracefold.writer.WriterOptions}, {@link dev.tracefold.writer.Durability},
 *       {@link dev.tracefold.writer.Redactor}: how it goes about it;
 *   <li>{@link dev.tracefold.writer.EventContext}: the thread and turn that an event belongs to;
 *   <li>{@link dev.tracefold.writer.StoredPayload}: what became of a body;
 *   <li>{@link dev.tracefold.writer.WellFormed}: text that JSON can carry;
 *   <li>{@link dev.tracefold.writer.PayloadException}, {@link dev.tracefold.writer.WriterStoppedException}: what can go
 *       wrong beside plain I/O.
 * </ul>
 *
 * <p>Who records from inside a host that must not notice uses {@link dev.tracefold.writer.recorder} instead.
 */
@NullMarked
package dev.tracefold.writer;

import org.jspecify.annotations.NullMarked;
