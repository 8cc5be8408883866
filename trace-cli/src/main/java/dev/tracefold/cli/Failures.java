/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.cli.terminal.Output;
import dev.tracefold.pack.DamagedPackException;
import dev.tracefold.rollout.RolloutException;
import dev.tracefold.view.text.Printable;

/** Says in one sentence why a command could not do what it was asked, and picks the exit code. */
final class Failures {
    private Failures() {}

    /** Complains, and gives the exit code. */
    static int complain(Exception error, Console console) {
        if (error instanceof Output.Closed) {
            return 0;
        }
        if (error instanceof Output.Failed failed) {
            return say(console, cannotWrite(failed), Failure.ENVIRONMENT);
        }
        if (error instanceof Failure failure) {
            return say(console, String.valueOf(failure.getMessage()), failure.exitCode());
        }
        if (error instanceof UncheckedIOException unchecked) {
            return say(console, sentence(unchecked), exitCode(unchecked.getCause()));
        }
        if (error instanceof RolloutException rollout) {
            return say(console, sentence(rollout), exitCode(rollout.kind()));
        }
        if (error instanceof IOException io) {
            return say(console, sentence(io), exitCode(io));
        }
        if (System.getenv("TRACEFOLD_DEBUG") != null) {
            error.printStackTrace();
        }
        return say(
                console,
                "this is a bug in tracefold: " + error + " (TRACEFOLD_DEBUG=1 shows where).",
                Failure.ENVIRONMENT);
    }

    private static int exitCode(RolloutException.Kind kind) {
        return switch (kind) {
            case NOT_FOUND, INVALID_REQUEST -> Failure.USAGE;
            case NOT_READY, CONFLICT, INTERNAL -> Failure.ENVIRONMENT;
        };
    }

    /** A damaged file is bad evidence, however it was noticed. */
    static int exitCode(@Nullable IOException error) {
        return error instanceof DamagedPackException
                        || (error != null && error.getCause() instanceof DamagedPackException)
                ? Failure.EVIDENCE
                : Failure.ENVIRONMENT;
    }

    static String cannotWrite(Output.Failed failed) {
        return "cannot write standard output: " + failed.getMessage() + ".";
    }

    private static int say(Console console, String sentence, int exitCode) {
        console.giveUp(sentence);
        return exitCode;
    }

    /** The same for one that had to travel through code that throws none. */
    static String sentence(UncheckedIOException error) {
        IOException cause = error.getCause();
        return cause == null ? Printable.line(String.valueOf(error.getMessage())) + "." : sentence(cause);
    }

    /** One sentence about a file that would not be read or written. */
    static String sentence(IOException error) {
        if (error instanceof NoSuchFileException missing) {
            return "there is no " + path(missing) + ".";
        } else if (error instanceof NotDirectoryException file) {
            return path(file)
                    + " is a file, not a bundle: name the directory that holds manifest.json, or a rollout (*.jsonl or *.jsonl.zst).";
        } else if (error instanceof AccessDeniedException denied) {
            return "no permission to read or write " + path(denied) + ".";
        } else if (error instanceof FileSystemException other) {
            return path(other) + ": " + other.getReason() + ".";
        }
        String said = error.getMessage();
        if (!(error.getCause() instanceof IOException cause)) {
            return Printable.line(String.valueOf(said)) + ".";
        }
        if (said == null || said.equals(cause.toString())) {
            return sentence(cause);
        }
        // Who wrapped it knows which file it is about; often the reason was put into the message already.
        return said.contains(String.valueOf(cause.getMessage()))
                ? Printable.line(said) + "."
                : Printable.line(said) + ": " + sentence(cause);
    }

    private static String path(FileSystemException error) {
        return Printable.line(String.valueOf(error.getFile()));
    }
}
