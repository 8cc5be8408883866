/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.terminal;

import java.util.Locale;

/** Amounts of bytes, for people: in powers of ten, as disks are sold and counted. */
public final class Sizes {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Sizes() {}

    /** To two or three digits. */
    public static String of(long bytes) {
        if (bytes < 1000) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double amount = bytes / 1000.0;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 9.95 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }

    /** A share, in percent. */
    public static String share(long part, long whole) {
        return whole == 0 ? "" : Math.round(100.0 * part / whole) + " %";
    }
}
