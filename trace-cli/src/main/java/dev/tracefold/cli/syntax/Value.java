/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** A kind of value that can be typed. Immutable. */
public final class Value<T> {
    public static final Value<String> TEXT = new Value<>("text", text -> text);
    public static final Value<Path> PATH = new Value<>("a path", text -> Path.of(text));
    public static final Value<Integer> INTEGER = new Value<>("a whole number", Integer::valueOf);
    public static final Value<Long> LONG = new Value<>("a whole number", Long::valueOf);
    public static final Value<Duration> AGE =
            new Value<>("an age in days, hours or minutes, as 7d, 12h or 90m", Age::of);

    private final String kind;
    private final Function<String, T> parser;

    /**
     * A kind.
     *
     * @param kind what it is called, behind the word "wants"
     * @param parser makes a value of what was typed; an IllegalArgumentException where it is none
     */
    private Value(String kind, Function<String, T> parser) {
        this.kind = kind;
        this.parser = parser;
    }

    T parse(String name, String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new UsageError(name + " wants " + kind + ", not '" + text + "'.");
        }
    }
}
