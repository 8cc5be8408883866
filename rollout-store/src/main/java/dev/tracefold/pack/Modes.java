/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Who may do what with a file, as nine bits. */
final class Modes {
    /** Where a platform cannot tell. */
    static final int UNKNOWN = 0xffff;

    private static final String LETTERS = "rwxrwxrwx";
    private static final int BITS = LETTERS.length();

    private Modes() {}

    static int of(Path path) throws IOException {
        try {
            String letters =
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
            int mode = 0;
            for (int i = 0; i < BITS; i++) {
                mode = mode << 1 | (letters.charAt(i) == '-' ? 0 : 1);
            }
            return mode;
        } catch (UnsupportedOperationException e) {
            return UNKNOWN;
        }
    }

    static boolean isMode(int mode) {
        return mode == UNKNOWN || mode >>> BITS == 0;
    }

    static void set(Path path, int mode) throws IOException {
        if (mode == UNKNOWN) {
            return;
        }
        StringBuilder letters = new StringBuilder(LETTERS);
        for (int i = 0; i < BITS; i++) {
            if ((mode >> (BITS - 1 - i) & 1) == 0) {
                letters.setCharAt(i, '-');
            }
        }
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(letters.toString()));
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
}
