/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

/** The file system has no range locks, so nobody could be kept from writing while a file is replaced. */
final class LocksUnsupportedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocksUnsupportedException() {
        super("the file system has no range locks");
    }
}
