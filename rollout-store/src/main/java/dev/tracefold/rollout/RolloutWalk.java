/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.tracefold.rollout.internal.FileOps;

/**
 * Walks a root of rollouts, each rollout once: a compressed file whose plain sibling exists is hidden, and a directory to
 * which several links lead is entered once. A root or directory that is missing counts as empty; what happens with one that
 * cannot be read is the caller's choice.
 */
public final class RolloutWalk {
    /** Decides about a directory that cannot be read. */
    @FunctionalInterface
    public interface DirectoryErrors {
        /** Rethrow to stop the walk, return to skip the directory. */
        void unreadable(Path directory, IOException error) throws IOException;
    }

    /** Stops the walk at the first directory that cannot be read. */
    public static final DirectoryErrors PROPAGATE = (directory, error) -> {
        throw error;
    };

    private final FileOps files;
    private final DirectoryErrors errors;

    public RolloutWalk(FileOps files, DirectoryErrors errors) {
        this.files = files;
        this.errors = errors;
    }

    /** Every rollout below {@code root}, in no particular order. */
    public List<RolloutFile> all(Path root, boolean archived) throws IOException {
        List<RolloutFile> found = new ArrayList<>();
        forEach(root, archived, found::add);
        return found;
    }

    /** Hands every rollout below {@code root} to {@code action}, directory by directory. */
    public void forEach(Path root, boolean archived, Consumer<RolloutFile> action) throws IOException {
        Deque<Directory> todo = new ArrayDeque<>();
        Set<Path> visited = new HashSet<>();
        todo.push(new Directory(root, real(root)));
        while (!todo.isEmpty()) {
            Directory directory = todo.pop();
            if (!visited.add(directory.real())) {
                continue;
            }
            List<FileOps.Entry> entries = entries(directory.path());
            for (FileOps.Entry entry : entries) {
                if (entry.directory()) {
                    Path path = entry.path();
                    if (Files.isSymbolicLink(path)) {
                        // Links come last: what is there without them is told of by its own path.
                        todo.addLast(new Directory(path, real(path)));
                    } else {
                        todo.push(new Directory(path, directory.real().resolve(path.getFileName())));
                    }
                }
            }
            rollouts(entries, archived).forEach(action);
        }
    }

    /** A directory as it was found, and where it is once links are followed; the file system is only asked about links. */
    private record Directory(Path path, Path real) {}

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize(); // It cannot be listed either.
        }
    }

    /** The rollouts directly in {@code directory}, newest name first. */
    public List<RolloutFile> inDirectory(Path directory, boolean archived) throws IOException {
        List<RolloutFile> found = new ArrayList<>(rollouts(entries(directory), archived));
        found.sort(Comparator.comparing(RolloutFile::name).reversed());
        return found;
    }

    /** The subdirectories of {@code directory} whose names are numbers, largest first. */
    public List<Path> numberedDirectories(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        for (FileOps.Entry entry : entries(directory)) {
            if (entry.directory() && number(entry.path()) >= 0) {
                found.add(entry.path());
            }
        }
        found.sort(Comparator.comparingInt(RolloutWalk::number).reversed());
        return found;
    }

    private static int number(Path path) {
        String name = RolloutForms.fileName(path);
        if (name.isEmpty() || name.length() > 9 || !name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Integer.parseInt(name);
    }

    private List<FileOps.Entry> entries(Path directory) throws IOException {
        try {
            return files.list(directory);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            errors.unreadable(directory, e);
            return List.of();
        }
    }

    private static List<RolloutFile> rollouts(List<FileOps.Entry> entries, boolean archived) {
        List<RolloutFile> found = new ArrayList<>();
        Set<String> plain = new HashSet<>();
        for (FileOps.Entry entry : entries) {
            if (entry.regularFile()) {
                RolloutName.parse(RolloutForms.fileName(entry.path())).ifPresent(name -> {
                    found.add(new RolloutFile(entry.path(), name, archived));
                    if (!name.compressed()) {
                        plain.add(name.plainName());
                    }
                });
            }
        }
        found.removeIf(
                file -> file.name().compressed() && plain.contains(file.name().plainName()));
        return found;
    }
}
