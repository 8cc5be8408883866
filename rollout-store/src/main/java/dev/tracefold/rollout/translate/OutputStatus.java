/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an output tells of a failure. Rollouts keep what the model was told and not how the tool ended, but what models
 * are told of commands begins or ends with the exit code.
 */
final class OutputStatus {
    private static final int LOOKED_AT = 400;
    private static final int LINES_LOOKED_AT = 5;
    private static final int LONGEST_LINE = 60;
    private static final List<byte[]> FIRST_LINES = List.of(ascii("Process exited with code "), ascii("Exit code: "));
    private static final List<byte[]> FAILURES =
            List.of(ascii("\"Script failed\\nWall time "), ascii("\"exec_command failed for `"));
    private static final byte[] OBJECT = ascii("\"{\\\"output\\\"");
    private static final byte[] METADATA = ascii("\\\"exit_code\\\":");

    private OutputStatus() {}

    static boolean failed(JsonFields item) {
        Slice output = item.present("output");
        if (output == null) {
            return false;
        }
        if (output.isObject()) {
            Slice success = JsonFields.of(output).raw("success");
            return success != null && success.json().equals("false");
        }
        Slice told = output.isArray() ? firstText(output) : output;
        return told != null && told.isString() && tellsOfFailure(told);
    }

    /** What a model is told first, where that is a list. */
    private static @Nullable Slice firstText(Slice parts) {
        int first = JsonBytes.whitespace(parts.bytes(), parts.from() + 1);
        return parts.bytes()[first] == '{'
                ? JsonFields.of(parts.part(first, JsonBytes.value(parts.bytes(), first)))
                        .raw("text")
                : null;
    }

    private static boolean tellsOfFailure(Slice told) {
        for (byte[] words : FAILURES) {
            if (stands(told.bytes(), told.from(), told.to(), words)) {
                return true;
            }
        }
        return isFailure(told.bytes(), codeIn(told), told.to());
    }

    /** Where the exit code stands in what a model was told; -1 if nowhere. */
    private static int codeIn(Slice output) {
        byte[] json = output.bytes();
        int line = output.from() + 1;
        for (int n = 0; n < LINES_LOOKED_AT && line >= 0; n++) {
            for (byte[] words : FIRST_LINES) {
                if (stands(json, line, output.to(), words) && endsLine(json, line + words.length, output.to())) {
                    return line + words.length;
                }
            }
            line = nextLine(json, line, output.to());
        }
        return stands(json, output.from(), output.to(), OBJECT) ? codeAtTheEnd(output) : -1;
    }

    /** Whether a number stands there, and nothing else in its line. */
    private static boolean endsLine(byte[] json, int number, int to) {
        int i = number < to && json[number] == '-' ? number + 1 : number;
        int digits = i;
        while (i < to && json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        // An escape, or the quote at the end.
        return i > digits && i < to && (json[i] == '\\' || json[i] == '"');
    }

    /** Behind the escaped end of a line that is not long; -1 if there is none. */
    private static int nextLine(byte[] json, int from, int to) {
        int most = Math.min(from + LONGEST_LINE, to - 2);
        for (int i = from; i <= most; i++) {
            if (json[i] == '\\') {
                if (json[i + 1] == 'n') {
                    return i + 2;
                }
                i++;
            }
        }
        return -1;
    }

    private static int codeAtTheEnd(Slice output) {
        int last = output.to() - METADATA.length;
        for (int i = last; i >= Math.max(output.from(), output.to() - LOOKED_AT); i--) {
            if (stands(output.bytes(), i, output.to(), METADATA)) {
                int code = i + METADATA.length;
                return output.bytes()[code] == ' ' ? code + 1 : code;
            }
        }
        return -1;
    }

    private static boolean stands(byte[] json, int at, int to, byte[] words) {
        int end = at + words.length;
        return end <= to && Arrays.equals(json, at, end, words, 0, words.length);
    }

    /** Whether a number stands there that is not zero. */
    private static boolean isFailure(byte[] json, int at, int to) {
        int i = at >= 0 && at < to && json[at] == '-' ? at + 1 : at;
        boolean zero = true;
        for (; i >= 0 && i < to && json[i] >= '0' && json[i] <= '9'; i++) {
            zero &= json[i] == '0';
        }
        return !zero;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
