/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Who may do what with a file, as nine bits. */
final class Modes {
    /** Where a platform cannot tell. */
    static final int UNKNOWN = 0xffff;

    private static final PosixFilePermission[] BITS = PosixFilePermission.values();

    private Modes() {}

    static int of(Path path) throws IOException {
        try {
            int mode = 0;
            for (PosixFilePermission permission : Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)) {
                mode |= bit(permission);
            }
            return mode;
        } catch (UnsupportedOperationException e) {
            return UNKNOWN;
        }
    }

    static boolean isMode(int mode) {
        return mode == UNKNOWN || mode >>> BITS.length == 0;
    }

    static void set(Path path, int mode) throws IOException {
        if (mode == UNKNOWN) {
            return;
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : BITS) {
            if ((mode & bit(permission)) != 0) {
                permissions.add(permission);
            }
        }
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (UnsupportedOperationException e) {
            // Then they are what the platform thinks fit.
        }
    }

    /** Who may read a file in a directory through both: a packed bundle is no easier to read than the plain one. */
    static int readable(int directory, int file) {
        if (directory == UNKNOWN || file == UNKNOWN) {
            return UNKNOWN;
        }
        int into = directory & 0b001_001_001;
        return 0b110_000_000 | (file & (into << 2) & 0b100_100_100);
    }

    /** The constants are declared from the owner's right to read down, as in {@code rwxrwxrwx}. */
    private static int bit(PosixFilePermission permission) {
        return 1 << (BITS.length - 1 - permission.ordinal());
    }
}
