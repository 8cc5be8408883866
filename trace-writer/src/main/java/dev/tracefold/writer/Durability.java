/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

/** What has become of an event when {@code append} returns. */
public enum Durability {
    /** The operating system has it: the end of the process loses nothing, the end of the machine may. */
    OS,
    /** The disk has it, and the payloads that it names. Appenders that wait at the same time share one force. */
    DISK
}
