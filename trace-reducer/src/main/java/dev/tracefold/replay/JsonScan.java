/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

/**
 * Finds where JSON values end without looking into them. It tells nothing about their validity: whoever uses what it
 * finds parses the pieces. Every method gives a position, or -1 if the text ends or is none that it knows.
 */
final class JsonScan {
    private JsonScan() {}

    static int whitespace(byte[] json, int from, int to) {
        int i = from;
        while (i < to && (json[i] == ' ' || json[i] == '\n' || json[i] == '\r' || json[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** The position behind the value that begins at {@code from}. */
    static int value(byte[] json, int from, int to) {
        if (from >= to) {
            return -1;
        }
        return switch (json[from]) {
            case '"' -> string(json, from, to);
            case '{', '[' -> container(json, from, to);
            default -> scalar(json, from, to);
        };
    }

    /** The position behind the string whose opening quote is at {@code from}. */
    static int string(byte[] json, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (json[i] == '"') {
                return i + 1;
            }
            if (json[i] == '\\') {
                i++;
            }
        }
        return -1;
    }

    private static int container(byte[] json, int from, int to) {
        int depth = 0;
        int i = from;
        while (i < to) {
            switch (json[i]) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
                case '"' -> {
                    int end = string(json, i, to);
                    if (end < 0) {
                        return -1;
                    }
                    i = end - 1;
                }
                default -> {}
            }
            i++;
        }
        return -1;
    }

    private static int scalar(byte[] json, int from, int to) {
        int i = from;
        while (i < to && ",]} \n\r\t".indexOf(json[i]) < 0) {
            i++;
        }
        return i == from ? -1 : i;
    }
}
