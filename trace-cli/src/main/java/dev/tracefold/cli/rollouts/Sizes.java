/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

/** Sizes of files as people read them. */
final class Sizes {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private Sizes() {}

    /** To two or three digits, in powers of ten, as disks are sold and counted. */
    static String of(long bytes) {
        long tenths = bytes * 10;
        int unit = 0;
        while (tenths >= 10_000 && unit < UNITS.length - 1) {
            tenths = (tenths + 500) / 1000;
            unit++;
        }
        boolean whole = unit == 0 || tenths >= 1000;
        return (whole ? String.valueOf((tenths + (unit == 0 ? 0 : 5)) / 10) : tenths / 10 + "." + tenths % 10) + " "
                + UNITS[unit];
    }

    /** A share, in percent. */
    static String share(long part, long whole) {
        return whole == 0 ? "" : Math.round(100.0 * part / whole) + " %";
    }
}
