/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;
import java.util.Arrays;

/**
 * The one indented form of a bundle: two spaces, {@code "key": value}, {@code []} and {@code {}} when empty. Writes each
 * break in one piece, which the general printer of the library does not: bodies are mostly short lines. One body's own.
 */
final class Indented implements PrettyPrinter {
    private static final int DEEPEST_PREPARED = 64;
    private static final char[] BREAK = new char[1 + 2 * DEEPEST_PREPARED];

    static {
        Arrays.fill(BREAK, ' ');
        BREAK[0] = '\n';
    }

    private int depth;

    @Override
    public void writeRootValueSeparator(JsonGenerator out) {
        // A payload is one value.
    }

    @Override
    public void writeStartObject(JsonGenerator out) throws IOException {
        out.writeRaw('{');
        depth++;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator out) throws IOException {
        writeBreak(out);
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
        out.writeRaw(',');
        writeBreak(out);
    }

    @Override
    public void writeEndObject(JsonGenerator out, int entries) throws IOException {
        writeEnd(out, entries, '}');
    }

    @Override
    public void writeStartArray(JsonGenerator out) throws IOException {
        out.writeRaw('[');
        depth++;
    }

    @Override
    public void beforeArrayValues(JsonGenerator out) throws IOException {
        writeBreak(out);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(',');
        writeBreak(out);
    }

    @Override
    public void writeEndArray(JsonGenerator out, int values) throws IOException {
        writeEnd(out, values, ']');
    }

    private void writeEnd(JsonGenerator out, int count, char end) throws IOException {
        depth--;
        if (count > 0) {
            writeBreak(out);
        }
        out.writeRaw(end);
    }

    private void writeBreak(JsonGenerator out) throws IOException {
        int length = 1 + 2 * Math.min(depth, DEEPEST_PREPARED);
        out.writeRaw(BREAK, 0, length);
        for (int i = DEEPEST_PREPARED; i < depth; i++) {
            out.writeRaw("  ");
        }
    }
}
