/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.terminal;

/** A command cannot do what it was asked. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    /** The evidence is bad, or contradicts itself. */
    public static final int EVIDENCE = 1;

    /** The command was asked wrongly. */
    public static final int USAGE = 2;

    /** Something cannot be read or written. */
    public static final int ENVIRONMENT = 3;

    private final int exitCode;

    public Failure(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
