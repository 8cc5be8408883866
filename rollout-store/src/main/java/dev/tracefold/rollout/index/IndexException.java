/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.io.IOException;
import java.sql.SQLException;

/** The index could not do what was asked; the rollouts themselves are not concerned. */
public final class IndexException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int CORRUPT = 11;
    private static final int NOT_A_DATABASE = 26;

    private final int code;

    IndexException(String what, SQLException cause) {
        super(what + ": " + cause.getMessage(), cause);
        this.code = cause.getErrorCode() & 0xff;
    }

    IndexException(String what) {
        super(what);
        this.code = 0;
    }

    /** Whether somebody else held the database for too long; trying again may help. */
    public boolean busy() {
        return code == BUSY || code == LOCKED;
    }

    /** Whether the database file is damaged; rebuilding helps. */
    public boolean corrupt() {
        return isCorrupt(code, String.valueOf(getMessage()));
    }

    private static boolean isCorrupt(int code, String message) {
        return code == CORRUPT
                || code == NOT_A_DATABASE
                || message.contains("database disk image is malformed")
                || message.contains("file is not a database");
    }
}
