/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

/** How often something may be typed. */
public enum Times {
    ONCE(true, false),
    AT_MOST_ONCE(false, false),
    AT_LEAST_ONCE(true, true),
    ANY(false, true);

    private final boolean required;
    private final boolean repeated;

    Times(boolean required, boolean repeated) {
        this.required = required;
        this.repeated = repeated;
    }

    boolean required() {
        return required;
    }

    boolean repeated() {
        return repeated;
    }

    /** Marks what is typed so often in a synopsis. */
    String mark(String text) {
        return (required ? text : "[" + text + "]") + (repeated ? "..." : "");
    }
}
