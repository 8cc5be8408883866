/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.io.Serial;

/**
 * Text that is no JSON, or JSON that is not what its place asks for. The message names line, column, field and what was
 * expected.
 */
public class MalformedJsonException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long line;
    private final int column;
    private final String field;
    private final String problem;

    MalformedJsonException(long line, int column, String field, String problem) {
        super("line " + line + ", column " + column + (field.isEmpty() ? "" : ", field " + field) + ": " + problem);
        this.line = line;
        this.column = column;
        this.field = field;
        this.problem = problem;
    }

    /** The line, counted from 1. */
    public long line() {
        return line;
    }

    /** The column in that line, counted in bytes from 1. */
    public int column() {
        return column;
    }

    /** The path of the field, its names joined by dots; empty where the document as a whole is at fault. */
    public String field() {
        return field;
    }

    /** What was expected and what was found. */
    public String problem() {
        return problem;
    }
}
