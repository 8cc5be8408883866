/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a bundle is called in its forms, and what lies beside it while it goes from one to the other. All names are in one
 * directory, so that each step is one rename.
 */
public final class PackNames {
    /** How the name of a packed bundle ends. */
    public static final String SUFFIX = ".tfb";

    private static final Pattern LEFT_OVER =
            Pattern.compile("\\.(.+)\\.(?:packed|(packing|unpacking)-([0-9]{1,18})-([0-9]{1,18}))");

    private final Path parent;
    private final String name;

    private PackNames(Path parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    /** The names around a plain bundle. A link to one is followed. */
    static PackNames of(Path bundle) throws IOException {
        Path real = bundle.toRealPath();
        Path parent = real.getParent();
        Path name = real.getFileName();
        if (parent == null || name == null) {
            throw new PackException(bundle + " is not packed: there is nowhere to put the packed file");
        }
        return new PackNames(parent, name.toString());
    }

    /** The names around the directory that is to be. */
    static PackNames ofNew(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        Path name = absolute.getFileName();
        if (parent == null || name == null) {
            throw new PackException(directory + " is there already; unpacking never writes over anything");
        }
        return new PackNames(parent, name.toString());
    }

    /** Whether something at a path calls itself a packed bundle. */
    public static boolean isPacked(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().endsWith(SUFFIX) && Files.isRegularFile(path);
    }

    /** What lies where a bundle is said to be: its packed form, where only that is there; otherwise what was given. */
    public static Path resolve(Path bundle) {
        Path name = bundle.getFileName();
        if (name == null || Files.exists(bundle, LinkOption.NOFOLLOW_LINKS)) {
            return bundle;
        }
        Path packed = bundle.resolveSibling(name + SUFFIX);
        return isPacked(packed) ? packed : bundle;
    }

    /** The plain bundle that a packed one was. */
    public static Path plainOf(Path packed) {
        String name = packed.getFileName().toString();
        return packed.resolveSibling(name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name);
    }

    /** Whether a directory or file is what packing or unpacking left when it was killed, and no bundle. */
    public static boolean isLeftOver(Path path) {
        return nameOfLeftOver(path) != null;
    }

    /** The bundle that a left-over belongs to; null if it is none. */
    static @Nullable String nameOfLeftOver(Path path) {
        Matcher matcher = matcher(path);
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static Matcher matcher(Path path) {
        Path name = path.getFileName();
        return LEFT_OVER.matcher(name == null ? "" : name.toString());
    }

    /** Whether the process that a left-over names as its maker has died. One that another machine runs is not seen. */
    static boolean isAbandoned(Path path) {
        Matcher matcher = matcher(path);
        if (!matcher.matches() || matcher.group(3) == null) {
            return false;
        }
        long started = Long.parseLong(matcher.group(4));
        return ProcessHandle.of(Long.parseLong(matcher.group(3)))
                .filter(process -> started == 0 || started == started(process))
                .isEmpty();
    }

    /** Process numbers are used again, in a container soon: with its start it is told from an earlier one. */
    private static String process() {
        ProcessHandle own = ProcessHandle.current();
        return own.pid() + "-" + started(own);
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    Path parent() {
        return parent;
    }

    /** The directory. */
    Path plain() {
        return parent.resolve(name);
    }

    /** The packed file. */
    Path packed() {
        return parent.resolve(name + SUFFIX);
    }

    /** The packed file before it is whole. */
    Path packing() {
        return parent.resolve("." + name + ".packing-" + process());
    }

    /** The directory while it is deleted. */
    Path aside() {
        return parent.resolve("." + name + ".packed");
    }

    /** The directory before it is whole. */
    Path unpacking() {
        return parent.resolve("." + name + ".unpacking-" + process());
    }
}
