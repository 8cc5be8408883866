/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An option.
 *
 * @param names short ones before long ones
 * @param label what its value is called; absent where it has none
 * @param set takes what was typed behind it, which is empty where it has no value
 */
record Option(List<String> names, @Nullable String label, String help, Times times, Consumer<String> set) {
    String longName() {
        return names.get(names.size() - 1);
    }

    boolean isFlag() {
        return label == null;
    }

    /** The short name of a flag, without the hyphen, or nothing. */
    String letter() {
        String first = names.get(0);
        return isFlag() && first.length() == 2 ? first.substring(1) : "";
    }

    /** How it is typed by that name. */
    String typed(String name) {
        return label == null ? name : name + "=" + label;
    }
}
