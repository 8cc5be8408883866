/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;

/**
 * Whether a payload is JSON in the strict sense of the reduction, which refuses broken UTF-8, lone surrogates, numbers
 * beyond a double, and deep nesting. Whatever looks unusual is left to the parser that the reduction uses; nearly
 * everything is settled by one look at the bytes.
 */
final class Soundness {
    // Around a payload there are at most so many levels in a body.
    private static final int LEVELS_AROUND = 4;
    private static final int USUAL_DEPTH = 100;
    private static final int USUAL_NUMBER = 100;

    private Soundness() {}

    static boolean of(Slice payload) {
        return isUsual(payload.bytes(), payload.from(), payload.to()) || parses(payload);
    }

    private static boolean parses(Slice payload) {
        try {
            Json.parse(payload.bytes(), payload.from(), payload.to(), LEVELS_AROUND);
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private static boolean isUsual(byte[] json, int from, int to) {
        int depth = 0;
        int number = 0;
        int i = from;
        while (i < to) {
            byte b = json[i];
            if (b == '"') {
                i = string(json, i + 1, to);
                if (i < 0) {
                    return false;
                }
                number = 0;
                continue;
            }
            if (b >= '0' && b <= '9') {
                number++;
                if (number > USUAL_NUMBER) {
                    return false;
                }
            } else {
                if ((b == 'e' || b == 'E') && number > 0) {
                    return false;
                }
                number = 0;
                if (b == '{' || b == '[') {
                    depth++;
                    if (depth > USUAL_DEPTH) {
                        return false;
                    }
                } else if (b == '}' || b == ']') {
                    depth--;
                }
            }
            i++;
        }
        return true;
    }

    /** The position behind a string whose text begins at {@code from}; -1 if it holds anything unusual. */
    private static int string(byte[] json, int from, int to) {
        int i = from;
        while (true) {
            i = PlainRun.end(json, i, to);
            if (i >= to) {
                return -1;
            }
            byte b = json[i];
            if (b == '"') {
                return i + 1;
            }
            if (b == '\\') {
                // An escape in the range of the surrogates.
                if (json[i + 1] == 'u' && (json[i + 2] == 'd' || json[i + 2] == 'D') && json[i + 3] > '7') {
                    return -1;
                }
                i += 2;
            } else {
                i = character(json, i, to);
                if (i < 0) {
                    return -1;
                }
            }
        }
    }

    /** The position behind a character of several bytes; -1 if it is none, or one that is rarely seen. */
    private static int character(byte[] json, int i, int to) {
        int b = json[i] & 0xff;
        int second = i + 1 < to ? json[i + 1] & 0xff : 0;
        int length = 0;
        if (b >= 0xc2 && b <= 0xdf) {
            length = 2;
        } else if (b == 0xe0 ? second >= 0xa0 : b == 0xed ? second < 0xa0 : b > 0xe0 && b <= 0xef) {
            length = 3;
        } else if (b == 0xf0 ? second >= 0x90 : b > 0xf0 && b <= 0xf3) {
            length = 4;
        }
        if (length == 0 || i + length > to) {
            return -1;
        }
        for (int k = 1; k < length; k++) {
            if ((json[i + k] & 0xc0) != 0x80) {
                return -1;
            }
        }
        return i + length;
    }
}
