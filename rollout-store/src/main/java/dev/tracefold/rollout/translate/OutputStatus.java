/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether an output tells of a failure. Rollouts keep what the model was told and not how the tool ended, but what models
 * are told of commands begins or ends with the exit code.
 */
final class OutputStatus {
    private static final int LOOKED_AT = 400;
    private static final Pattern FIRST_LINES =
            Pattern.compile("^\"(?:[^\\n]{0,60}\\\\n){0,4}(?:Process exited with code|Exit code:) (-?\\d{1,10})\\b");
    private static final Pattern METADATA = Pattern.compile("\\\\\"exit_code\\\\\": ?(-?\\d{1,10})\\b");

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
        if (!output.isString()) {
            return false;
        }
        String begin = text(output, output.from(), Math.min(output.to(), output.from() + LOOKED_AT));
        Matcher first = FIRST_LINES.matcher(begin);
        if (first.find()) {
            return isFailure(first.group(1));
        }
        if (!begin.startsWith("\"{\\\"output\\\"")) {
            return false;
        }
        Matcher metadata =
                METADATA.matcher(text(output, Math.max(output.from(), output.to() - LOOKED_AT), output.to()));
        String code = null;
        while (metadata.find()) {
            code = metadata.group(1);
        }
        return isFailure(code);
    }

    private static boolean isFailure(@Nullable String code) {
        return code != null && !code.matches("-?0+");
    }

    private static String text(Slice output, int from, int to) {
        return new String(output.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
    }
}
