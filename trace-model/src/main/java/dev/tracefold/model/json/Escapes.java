/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

/** What the escapes of a text mean, and how that is written in UTF-8. */
final class Escapes {
    private static final int DIGITS = 6; // with the backslash and the letter

    /** Of each byte that is a hexadecimal digit, its value; -1 of any other. */
    private static final byte[] VALUES = new byte[256];

    static {
        for (int b = 0; b < VALUES.length; b++) {
            VALUES[b] = (byte) Character.digit(b < 128 ? b : 0, 16);
        }
    }

    private Escapes() {}

    /** What the escape at a backslash means, of a surrogate together with the one behind it; -1 if it is none. */
    static int meant(byte[] json, int i, int to) {
        if (i + 1 >= to) {
            return -1;
        }
        return switch (json[i + 1]) {
            case '"', '\\', '/' -> json[i + 1];
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codePoint(json, i, to);
            default -> -1;
        };
    }

    /** How many bytes the escape takes that means that. */
    static int length(byte[] json, int i, int meant) {
        return json[i + 1] == 'u' ? length(meant) : 2;
    }

    /** The same for one of the form that has digits, or two of them. */
    static int length(int codePoint) {
        return codePoint < 0x10000 ? DIGITS : 2 * DIGITS;
    }

    /** What an escape of the form that has digits says, or two of them; -1 if nothing. */
    static int codePoint(byte[] json, int i, int to) {
        int first = hex(json, i + 2, to);
        if (first < 0 || !Character.isSurrogate((char) first)) {
            return first;
        }
        int next = i + DIGITS;
        int second = next + 1 < to && json[next] == '\\' && json[next + 1] == 'u' ? hex(json, next + 2, to) : -1;
        return second >= 0 && Character.isSurrogatePair((char) first, (char) second)
                ? Character.toCodePoint((char) first, (char) second)
                : -1;
    }

    /** What four digits say; less than 0 if they are none. */
    private static int hex(byte[] json, int from, int to) {
        return from + 4 > to
                ? -1
                : digit(json[from]) << 12
                        | digit(json[from + 1]) << 8
                        | digit(json[from + 2]) << 4
                        | digit(json[from + 3]);
    }

    private static int digit(byte letter) {
        return VALUES[letter & 0xff];
    }

    /** Writes a code point in UTF-8, in four bytes at most; gives the position behind it. */
    static int utf8(int codePoint, byte[] target, int from) {
        int at = from;
        if (codePoint < 0x80) {
            target[at++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            target[at++] = (byte) (0xc0 | (codePoint >> 6));
            target[at++] = (byte) (0x80 | (codePoint & 0x3f));
        } else {
            if (codePoint < 0x10000) {
                target[at++] = (byte) (0xe0 | (codePoint >> 12));
            } else {
                target[at++] = (byte) (0xf0 | (codePoint >> 18));
                target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
            }
            target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            target[at++] = (byte) (0x80 | (codePoint & 0x3f));
        }
        return at;
    }
}
