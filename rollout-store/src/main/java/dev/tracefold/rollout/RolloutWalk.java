/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

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

    /** The rollouts that lie in {@code directory} itself, in no particular order. */
    public List<RolloutFile> in(Path directory, boolean archived) throws IOException {
        return rollouts(entries(directory), archived);
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

    /**
     * The live rollouts in the directories of dates, those of the newest date first. Each directory is listed only when it
     * is its turn; what goes wrong then is thrown unchecked.
     */
    public Iterator<RolloutFile> newestFirst(Path root) throws IOException {
        return new NewestFirst(root, directory -> true);
    }

    /**
     * The live rollouts in the directories of the dates from {@code first} to {@code last}, those of the newest date
     * first. No directory without such a date is listed.
     */
    public List<RolloutFile> ofDays(Path root, LocalDate first, LocalDate last) throws IOException {
        int[] from = {first.getYear(), first.getMonthValue(), first.getDayOfMonth()};
        int[] to = {last.getYear(), last.getMonthValue(), last.getDayOfMonth()};
        List<RolloutFile> found = new ArrayList<>();
        try {
            new NewestFirst(root, directory -> {
                        int[] date = numbers(root.relativize(directory)); // Of a year or a month, only that.
                        int parts = date.length;
                        return Arrays.compare(from, 0, parts, date, 0, parts) <= 0
                                && Arrays.compare(date, 0, parts, to, 0, parts) <= 0;
                    })
                    .forEachRemaining(found::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    private static int[] numbers(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .mapToInt(RolloutWalk::number)
                .toArray();
    }

    private final class NewestFirst implements Iterator<RolloutFile> {
        private static final int LEVELS = 3;

        private final Path realRoot;
        private final Predicate<Path> dates;
        private final Set<Path> visited = new HashSet<>();
        private final Deque<Iterator<Directory>> open = new ArrayDeque<>(); // The years last.
        private Iterator<RolloutFile> files = List.<RolloutFile>of().iterator();

        /** Enters the directories of years, months and days that pass {@code dates}. */
        NewestFirst(Path root, Predicate<Path> dates) throws IOException {
            realRoot = real(root);
            this.dates = dates;
            open.push(numbered(new Directory(root, realRoot)));
        }

        @Override
        public boolean hasNext() {
            try {
                while (!files.hasNext() && !open.isEmpty()) {
                    if (open.element().hasNext()) {
                        enter(open.element().next());
                    } else {
                        open.pop();
                    }
                }
                return files.hasNext();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void enter(Directory directory) throws IOException {
            if (!visited.add(directory.real())) {
                return;
            }
            if (open.size() < LEVELS) {
                open.push(numbered(directory));
            } else {
                List<RolloutFile> found = rollouts(entries(directory.path()), false);
                found.sort(Comparator.comparing(RolloutFile::name).reversed());
                files = found.iterator();
            }
        }

        /** The subdirectories whose names are numbers, largest first, but not links to what has its own turn. */
        private Iterator<Directory> numbered(Directory parent) throws IOException {
            List<Directory> found = new ArrayList<>();
            for (FileOps.Entry entry : entries(parent.path())) {
                Path path = entry.path();
                if (entry.directory() && number(path) >= 0 && dates.test(path)) {
                    boolean link = Files.isSymbolicLink(path);
                    Path real = link ? real(path) : parent.real().resolve(path.getFileName());
                    if (!link || !hasOwnTurn(real)) {
                        found.add(new Directory(path, real));
                    }
                }
            }
            found.sort(Comparator.<Directory>comparingInt(directory -> number(directory.path()))
                    .reversed());
            return found.iterator();
        }

        private boolean hasOwnTurn(Path real) {
            if (!real.startsWith(realRoot)) {
                return false;
            }
            int level = 0;
            for (Path name : realRoot.relativize(real)) {
                level++;
                if (number(name) < 0) {
                    return false;
                }
            }
            return level == open.size() + 1;
        }

        @Override
        public RolloutFile next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return files.next();
        }
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
