/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.terminal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tracefold.cli.syntax.Value;

/** How old something is, as people type it: {@code 7d}, {@code 12h}, {@code 90m}. */
public final class Age {
    public static final Value<Duration> VALUE =
            new Value<>("an age in days, hours or minutes, as 7d, 12h or 90m", Age::of);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})([dhm])");

    private Age() {}

    private static Duration of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
