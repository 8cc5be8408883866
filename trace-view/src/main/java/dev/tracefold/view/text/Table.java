/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Rows whose columns stand under each other, two spaces apart. Not to be shared between threads. */
public final class Table {
    private final String alignment;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param alignment one letter a column: {@code l} for left, {@code r} for right
     */
    public Table(String alignment) {
        this.alignment = alignment;
    }

    /** Adds a row; it may be shorter than the table. */
    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Whether there is no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Gives the lines away, each behind the indent. */
    public void print(String indent, Consumer<String> out) {
        int[] widths = new int[alignment.length()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], Columns.of(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                String padding = " ".repeat(widths[i] - Columns.of(cell));
                line.append(i == 0 ? "" : "  ");
                line.append(alignment.charAt(i) == 'r' ? padding + cell : cell + padding);
            }
            out.accept(line.toString().stripTrailing());
        }
    }
}
