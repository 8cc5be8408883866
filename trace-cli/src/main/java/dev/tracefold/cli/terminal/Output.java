/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output. A write that fails ends the command: quietly, where the reader of a pipe has seen enough, else with an
 * error, so that a full disk is not taken for success. Belongs to one thread.
 */
public final class Output extends PrintWriter {
    private final Gate gate;

    /** Writes to that stream. */
    public Output(OutputStream stream) {
        this(new Gate(stream));
    }

    private Output(Gate gate) {
        super(new BufferedWriter(new OutputStreamWriter(gate, UTF_8), 1 << 13), false);
        this.gate = gate;
    }

    /** The bytes behind the characters; those before are flushed. */
    OutputStream bytes() {
        flush();
        return gate;
    }

    /** Nobody reads any more. */
    public static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Closed() {
            super("standard output is closed", null, false, false);
        }
    }

    /** Output cannot be written. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Turns the failures that a writer would swallow into exceptions; after the first, nothing is written any more. */
    private static final class Gate extends OutputStream {
        private final OutputStream stream;
        private boolean failed;

        Gate(OutputStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            if (failed) {
                return;
            }
            try {
                stream.write(bytes, from, length);
            } catch (IOException e) {
                failed = true;
                throw isBrokenPipe(e) ? new Closed() : new Failed(e);
            }
        }

        private static boolean isBrokenPipe(IOException e) {
            String message = e.getMessage();
            return (message != null && message.contains("roken pipe")) || isPipe();
        }

        /** The message is in the language of the machine, so what stands behind the descriptor is asked too. */
        private static boolean isPipe() {
            try {
                String target =
                        Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
                return target.startsWith("pipe:") || target.startsWith("socket:");
            } catch (IOException | UnsupportedOperationException unknown) {
                return false;
            }
        }
    }
}
