/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.ManifestJson;
import dev.tracefold.model.json.UnsupportedSchemaException;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.reducer.ErrorCode;

/**
 * A bundle on disk: a directory. It is not to be trusted: every path in it is resolved here, and none leads out. May be
 * shared between threads.
 */
public final class Bundle implements TraceSource {
    private static final int MOST_PARENTS = 64;
    private static final int MOST_LINKS = 40;
    // As systems have it, in bytes.
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PATH = 4095;
    private static final int CHUNK = 1 << 18;

    // Files go through one buffer outside the heap; without it the runtime makes one for every file.
    private final ThreadLocal<ByteBuffer> chunks = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(CHUNK));

    private final Path directory;
    private final Path realDirectory;
    private final TraceManifest manifest;
    private final Map<Path, Boolean> insideByParent = new ConcurrentHashMap<>();

    private Bundle(Path directory, Path realDirectory) throws IOException, ReplayException {
        this.directory = directory;
        this.realDirectory = realDirectory;
        this.manifest = readManifest();
    }

    /**
     * Opens a bundle and reads its manifest.
     *
     * @throws ReplayException if the manifest is absent or is none
     * @throws IOException if the directory is not there or cannot be read
     */
    public static Bundle open(Path directory) throws IOException, ReplayException {
        if (!Files.exists(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        return new Bundle(directory, directory.toRealPath());
    }

    private TraceManifest readManifest() throws IOException, ReplayException {
        Path file = realDirectory.resolve(TraceManifest.FILE_NAME);
        if (!Files.isRegularFile(file)) {
            throw withoutManifest();
        }
        return manifest(Files.readAllBytes(inside(TraceManifest.FILE_NAME, ErrorCode.MALFORMED_MANIFEST)));
    }

    /**
     * Reads the manifest of a bundle that is kept in another form.
     *
     * @throws ReplayException if it is none
     */
    public static TraceManifest manifest(byte[] json) throws ReplayException {
        try {
            return ManifestJson.read(json);
        } catch (UnsupportedSchemaException e) {
            throw new ReplayException(
                    ErrorCode.UNSUPPORTED_SCHEMA,
                    TraceManifest.FILE_NAME + ": " + e.problem(),
                    Map.of("schema_version", e.found()));
        } catch (MalformedJsonException e) {
            throw new ReplayException(
                    ErrorCode.MALFORMED_MANIFEST, TraceManifest.FILE_NAME + ": " + e.getMessage(), Map.of());
        }
    }

    /** A bundle without a manifest, whatever its form. */
    public static ReplayException withoutManifest() {
        return new ReplayException(
                ErrorCode.MALFORMED_MANIFEST,
                "the bundle has no " + TraceManifest.FILE_NAME + ", which every recorder writes first",
                Map.of());
    }

    @Override
    public Path location() {
        return directory;
    }

    @Override
    public TraceManifest manifest() {
        return manifest;
    }

    @Override
    public EventLog events() throws IOException, ReplayException {
        return EventLog.of(Files.newInputStream(log()));
    }

    /**
     * The file of the event log.
     *
     * @throws ReplayException if there is none, or if the manifest names one outside the bundle
     */
    public Path log() throws IOException, ReplayException {
        return inside(manifest.rawEventLog(), ErrorCode.LOG_MISSING);
    }

    /**
     * The file of the event log in a form that is named with a suffix, such as a compressed one.
     *
     * @throws ReplayException if there is none, or if the manifest names one outside the bundle
     */
    public Path log(String suffix) throws IOException, ReplayException {
        return inside(manifest.rawEventLog() + suffix, ErrorCode.LOG_MISSING);
    }

    @Override
    public Payload payload(PayloadRef ref) throws IOException, ReplayException {
        Path file = payloadFile(ref);
        return () -> bytes(file);
    }

    /**
     * The file behind a reference.
     *
     * @throws ReplayException if it is not there, is no regular file, or lies outside the bundle
     */
    public Path payloadFile(PayloadRef ref) throws IOException, ReplayException {
        return inside(ref.path(), ErrorCode.PAYLOAD_MISSING);
    }

    private byte[] bytes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE - 64) {
                throw new IOException(file + " is larger than two gigabytes");
            }
            byte[] bytes = new byte[(int) size];
            ByteBuffer chunk = chunks.get();
            int filled = 0;
            while (filled < bytes.length && channel.read(chunk.clear()) >= 0) {
                int read = Math.min(chunk.flip().remaining(), bytes.length - filled);
                chunk.get(bytes, filled, read);
                filled += read;
            }
            return filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled);
        }
    }

    private Path inside(String relative, ErrorCode missing) throws IOException, ReplayException {
        Path path = fileInside(relative, missing);
        Path file = realDirectory.resolve(path);
        if (isInside(file.getParent()) && isPlainFile(file)) {
            return file;
        }
        return followed(file, relative, missing);
    }

    /** The slow way: there is a link on the path, or no such file. */
    private Path followed(Path file, String relative, ErrorCode missing) throws IOException, ReplayException {
        if (!Files.exists(file)) {
            if (leadsOut(file)) {
                throw outside(relative);
            }
            throw absent(relative, false, missing);
        }
        if (!file.toRealPath().startsWith(realDirectory)) {
            throw outside(relative);
        }
        if (!Files.isRegularFile(file)) {
            throw absent(relative, true, missing);
        }
        return file;
    }

    /** Whether a file would lie outside if it were there: nobody is told what is there outside. */
    private boolean leadsOut(Path file) throws IOException {
        Deque<Path> ahead = new ArrayDeque<>();
        realDirectory.relativize(file).forEach(ahead::addLast);
        Path at = realDirectory;
        for (int links = 0; !ahead.isEmpty() && links <= MOST_LINKS; ) {
            Path next = at.resolve(ahead.removeFirst()).normalize();
            if (!next.startsWith(realDirectory)) {
                return true;
            }
            if (Files.isSymbolicLink(next)) {
                links++;
                Path target = Files.readSymbolicLink(next);
                boolean back = target.isAbsolute() && target.normalize().startsWith(realDirectory);
                if (target.isAbsolute() && !back) {
                    return true;
                }
                Path names = back ? realDirectory.relativize(target.normalize()) : target;
                at = back ? realDirectory : at;
                for (int i = names.getNameCount() - 1; i >= 0; i--) {
                    ahead.addFirst(names.getName(i));
                }
            } else {
                at = next;
            }
        }
        return false;
    }

    /** Whether a directory really lies in the bundle. A bundle has one or two, so each is asked for once. */
    private boolean isInside(@Nullable Path parent) throws IOException {
        if (parent == null) {
            return false;
        }
        Boolean known = insideByParent.get(parent);
        if (known == null) {
            known = Files.isDirectory(parent) && parent.toRealPath().startsWith(realDirectory);
            if (insideByParent.size() < MOST_PARENTS) {
                insideByParent.put(parent, known);
            }
        }
        return known;
    }

    private static boolean isPlainFile(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isRegularFile();
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return false;
        } catch (FileSystemException e) {
            if (isTooLong(file)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether no file can have that name. */
    private static boolean isTooLong(Path file) {
        for (Path name : file) {
            if (name.toString().getBytes(UTF_8).length > LONGEST_NAME) {
                return true;
            }
        }
        return file.toString().getBytes(UTF_8).length > LONGEST_PATH;
    }

    /** A path that goes nowhere but down, to what is no directory. */
    private static Path fileInside(String relative, ErrorCode missing) throws ReplayException {
        Path path = path(relative, missing);
        if (path.isAbsolute() || relative.startsWith("/")) {
            throw outside(relative);
        }
        for (Path name : path) {
            if (name.toString().equals("..")) {
                throw outside(relative);
            }
        }
        if (relative.endsWith("/")) {
            throw absent(relative, true, missing);
        }
        return path;
    }

    /**
     * The one way to write a path of a bundle that is no directory: names between slashes.
     *
     * @throws ReplayException if the path leads out of the bundle, or is none
     */
    public static String nameInside(String relative, ErrorCode missing) throws ReplayException {
        Path path = fileInside(relative, missing);
        StringJoiner names = new StringJoiner("/");
        for (Path name : path.normalize()) {
            names.add(name.toString());
        }
        return names.toString();
    }

    /** A reference behind which there is no file. */
    public static ReplayException absent(String relative, boolean directory, ErrorCode missing) {
        return new ReplayException(
                missing, relative + (directory ? " is no regular file" : " is not there"), Map.of("path", relative));
    }

    private static Path path(String relative, ErrorCode missing) throws ReplayException {
        try {
            return Path.of(relative);
        } catch (InvalidPathException e) {
            throw new ReplayException(missing, "no file can be named " + relative, Map.of("path", relative));
        }
    }

    private static ReplayException outside(String path) {
        return new ReplayException(
                ErrorCode.PAYLOAD_OUTSIDE_BUNDLE,
                path + " leads out of the bundle; nothing outside is read",
                Map.of("path", path));
    }
}
