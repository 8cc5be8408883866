/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;

/**
 * The name of a plain file that was replaced by its compressed form and is kept for a while, because a program that does
 * not know the locks may still hold it open: {@code <plain name>.retired.<length>.<epoch millis>}.
 *
 * @param path of the retired file
 * @param plain the path that it had
 * @param length how long it was when it was encoded
 * @param since when it was retired
 */
public record RetiredName(Path path, Path plain, long length, Instant since) {
    private static final Pattern NAME = Pattern.compile("(rollout-.+\\.jsonl)\\.retired\\.(\\d{1,18})\\.(\\d{1,18})");

    static RetiredName of(Path plain, long length, Instant since) {
        String name = RolloutForms.fileName(plain) + ".retired." + length + "." + since.toEpochMilli();
        return new RetiredName(plain.resolveSibling(name), plain, length, since);
    }

    /** Reads a file name; empty for anything else. */
    public static Optional<RetiredName> parse(Path path) {
        Matcher matcher = NAME.matcher(RolloutForms.fileName(path));
        if (!matcher.matches() || RolloutName.parse(matcher.group(1)).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RetiredName(
                path,
                path.resolveSibling(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Instant.ofEpochMilli(Long.parseLong(matcher.group(3)))));
    }
}
