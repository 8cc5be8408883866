/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.view.text.Ink;

/** Where a command's words go, and what stands at the other end. */
public final class Console {
    private static final int WIDTH = 150;

    private final String name;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * A console.
     *
     * @param name the command that speaks
     */
    public Console(String name, PrintWriter out, PrintWriter err) {
        this.name = name;
        this.out = out;
        this.err = err;
    }

    /** For data. */
    public PrintWriter out() {
        return out;
    }

    /** A line of data. */
    public void print(String line) {
        out.println(line);
    }

    /** A line of data of which the beginning will do: on a terminal, lines that go on in the next one are hard to read. */
    public void printShort(String line) {
        out.println(terminal() ? ink().cut(line, width()) : line);
    }

    /** A line of data for programs. */
    public void print(JsonValue json) {
        out.println(json.compact());
    }

    /** For everything else. */
    public void note(String line) {
        out.flush();
        err.println(line);
    }

    /** Something that went wrong, though the command goes on. */
    public void complain(String sentence) {
        note(name + ": " + sentence);
    }

    /** Why the command ends; said even where its data cannot be written. */
    public void giveUp(String sentence) {
        try {
            out.flush();
        } catch (Output.Closed | Output.Failed alreadyKnown) {
            // Nothing more can be done for what was printed.
        }
        err.println(name + ": " + sentence);
    }

    /** Writes bytes to where data goes. */
    public void bytes(Bytes bytes) throws IOException {
        if (out instanceof Output output) {
            bytes.writeTo(output.bytes());
        } else {
            ByteArrayOutputStream memory = new ByteArrayOutputStream();
            bytes.writeTo(memory);
            out.print(memory.toString(UTF_8));
        }
    }

    /** Something that writes itself. */
    public interface Bytes {
        void writeTo(OutputStream stream) throws IOException;
    }

    /** The colours of standard output. */
    public Ink ink() {
        return colours(1) ? Ink.COLOURS : Ink.PLAIN;
    }

    /** Whether a person looks at standard output. */
    public boolean terminal() {
        return isTerminal(1);
    }

    /** How wide it is, in columns. */
    public int width() {
        Integer columns = Integer.getInteger("tracefold.columns");
        return terminal() && columns != null && columns >= 20 ? columns : WIDTH;
    }

    /** Whether a person looks at standard error. */
    public boolean errTerminal() {
        return isTerminal(2);
    }

    /** Whether colours are welcome at that descriptor. */
    public static boolean colours(int descriptor) {
        String no = System.getenv("NO_COLOR");
        return isTerminal(descriptor) && (no == null || no.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** The launcher has looked: Java only knows whether input and output both are a terminal. */
    public static boolean isTerminal(int descriptor) {
        return System.getProperty("tracefold.terminal", "").indexOf('0' + descriptor) >= 0;
    }
}
