/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.tracefold.cli.rollouts.NamedSession;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.pack.PackNames;
import dev.tracefold.view.text.Printable;

/** What people name when they mean a session: a bundle, packed or not, or a rollout. */
public final class SessionFinder {
    public static final String HELP =
            "The session: a bundle, packed or not, or a rollout; one in CODEX_HOME also by id or name, or as latest.";
    private static final int DEPTH = 3;

    private SessionFinder() {}

    /** One session: as much of one that it pays to open it. */
    public static Path one(Path argument) throws IOException, Failure {
        Path directory = found(argument);
        if (PackNames.isPacked(directory) || Sessions.isRollout(directory)) {
            return directory;
        }
        requireDirectory(directory);
        if (isBundle(directory)) {
            return directory;
        }
        List<Path> inside = below(directory);
        throw new Failure(
                Failure.EVIDENCE,
                Printable.line(directory.toString()) + " is no bundle: there is no manifest.json in it"
                        + (inside.isEmpty()
                                ? "."
                                : "; bundles are in it, "
                                        + Printable.line(inside.get(0).toString()) + " for one."));
    }

    /** Paths come first; what is at none may be the id or the name of a session. */
    private static Path found(Path argument) throws IOException, Failure {
        Path path = PackNames.resolve(argument);
        return Files.exists(path) || Sessions.isRollout(path)
                ? path
                : NamedSession.find(argument).orElse(path);
    }

    /** Sessions, and the bundles inside of directories, each once. */
    public static List<Path> all(List<Path> directories) throws IOException, Failure {
        Set<Path> bundles = new LinkedHashSet<>();
        for (Path argument : directories) {
            Path directory = found(argument);
            // What is not there is told apart from what is no bundle when it is opened.
            if (!Files.isDirectory(directory) || isBundle(directory)) {
                bundles.add(directory);
                continue;
            }
            List<Path> inside = below(directory);
            if (inside.isEmpty()) {
                throw new Failure(
                        Failure.EVIDENCE,
                        "there is no bundle in " + Printable.line(directory.toString())
                                + ": a bundle is a directory with a manifest.json, or a packed one, NAME.tfb.");
            }
            bundles.addAll(inside);
        }
        return List.copyOf(bundles);
    }

    /**
     * Tells a directory that may not be looked into from one that lacks a manifest.
     *
     * @throws AccessDeniedException if it may not
     */
    public static void requireAccess(Path directory) throws IOException {
        if (Files.isDirectory(directory) && !(Files.isReadable(directory) && Files.isExecutable(directory))) {
            throw new AccessDeniedException(directory.toString());
        }
    }

    private static void requireDirectory(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (!Files.isDirectory(path)) {
            throw new NotDirectoryException(path.toString());
        }
        requireAccess(path);
    }

    /** A directory whose manifest is lost is still a bundle to complain of. */
    private static boolean isBundle(Path directory) throws IOException {
        return hasManifest(directory)
                || Files.exists(directory.resolve("trace.jsonl"))
                || Files.exists(directory.resolve("trace.jsonl.zst"))
                || !Files.isReadable(directory);
    }

    private static boolean hasManifest(Path directory) {
        return Files.isRegularFile(directory.resolve(TraceManifest.FILE_NAME));
    }

    /** All bundles in a directory; of one that is there in two forms, the plain one. */
    public static List<Path> below(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        collect(directory, DEPTH, found);
        return found;
    }

    private static void collect(Path directory, int depth, List<Path> found) throws IOException {
        List<Path> children;
        try (Stream<Path> entries = Files.list(directory)) {
            children = entries.filter(child -> Files.isDirectory(child) || PackNames.isPacked(child))
                    .filter(child -> !Files.isSymbolicLink(child) && !PackNames.isLeftOver(child))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path child : children) {
            if (PackNames.isPacked(child) ? !hasManifest(PackNames.plainOf(child)) : hasManifest(child)) {
                found.add(child);
            } else if (depth > 1 && Files.isDirectory(child) && Files.isReadable(child)) {
                collect(child, depth - 1, found);
            }
        }
    }
}
