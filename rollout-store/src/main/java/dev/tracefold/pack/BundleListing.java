/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.ManifestJson;
import dev.tracefold.model.raw.TraceManifest;

/**
 * What is in a plain bundle at one moment. Two listings are equal if nothing was written in between, as far as sizes and
 * times of modification tell.
 *
 * @param directories each behind the one that it is in
 * @param files in the order in which they are packed
 */
record BundleListing(List<PackedDirectory> directories, List<Entry> files, String log) {
    /** The manifest and the log are read by everybody, the bodies by few, and what else there is by nobody. */
    enum Group {
        HEAD,
        PAYLOADS,
        REST
    }

    /**
     * A file.
     *
     * @param name relative to the bundle, with slashes
     */
    record Entry(String name, long size, Instant modified, int mode, Group group) {}

    /**
     * Looks at a bundle.
     *
     * @throws PackException if there is something in it that no packed bundle holds
     */
    static BundleListing of(Path bundle) throws IOException {
        String log = log(bundle);
        List<PackedDirectory> directories = new ArrayList<>();
        List<Entry> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(bundle)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                String name = name(bundle, path);
                BasicFileAttributes attributes =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                Instant modified = attributes.lastModifiedTime().toInstant();
                if (attributes.isDirectory()) {
                    directories.add(new PackedDirectory(name, modified, Modes.of(path)));
                } else if (attributes.isRegularFile()) {
                    files.add(new Entry(name, attributes.size(), modified, Modes.of(path), group(name, log)));
                } else {
                    throw new PackException(path + " is " + (attributes.isSymbolicLink() ? "a link" : "no regular file")
                            + ", which a packed bundle does not hold: take it away first");
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
        directories.sort(Comparator.comparing(PackedDirectory::name));
        files.sort(Comparator.comparing(Entry::group).thenComparing(Entry::name, BundleListing::inNumericOrder));
        return new BundleListing(List.copyOf(directories), List.copyOf(files), log);
    }

    private static String log(Path bundle) throws IOException {
        try {
            return ManifestJson.read(Files.readAllBytes(bundle.resolve(TraceManifest.FILE_NAME)))
                    .rawEventLog();
        } catch (MalformedJsonException e) {
            return "trace.jsonl";
        }
    }

    private static Group group(String name, String log) {
        return name.equals(TraceManifest.FILE_NAME) || name.equals(log) || name.equals(log + ".zst")
                ? Group.HEAD
                : name.indexOf('/') >= 0 ? Group.PAYLOADS : Group.REST;
    }

    private static String name(Path bundle, Path path) throws IOException {
        String name = bundle.relativize(path)
                .toString()
                .replace(bundle.getFileSystem().getSeparator(), "/");
        int bytes;
        try {
            bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(java.nio.CharBuffer.wrap(name))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw new PackException(path + " has a name that is not UTF-8: give it another first");
        }
        // What does not lead back to the file was no text to begin with.
        if (name.indexOf('\uFFFD') >= 0
                || !bundle.resolve(name).equals(path.equals(bundle) ? bundle.resolve("") : path)) {
            throw new PackException(path + " has a name that is not UTF-8: give it another first");
        }
        if (bytes > PackFormat.LONGEST_NAME) {
            throw new PackException(path + " has too long a name to be packed");
        }
        return name;
    }

    /** Payloads are numbered as they were written: 2 comes before 10. */
    private static int inNumericOrder(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = digits(a, i);
            int endB = digits(b, j);
            int order;
            if (endA > i && endB > j) {
                String numberA = a.substring(i, endA).replaceFirst("^0+", "");
                String numberB = b.substring(j, endB).replaceFirst("^0+", "");
                order = numberA.length() != numberB.length()
                        ? Integer.compare(numberA.length(), numberB.length())
                        : numberA.compareTo(numberB);
                i = endA;
                j = endB;
            } else {
                order = Character.compare(a.charAt(i++), b.charAt(j++));
            }
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(a.length() - i, b.length() - j);
        return order != 0 ? order : a.compareTo(b);
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    long bytes() {
        return files.stream().mapToLong(Entry::size).sum();
    }

    /** When anything in it was last written. */
    Instant youngest() {
        return files.stream()
                .map(Entry::modified)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
