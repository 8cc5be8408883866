/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The file operations whose failure or interleaving the store must survive. This class does the real thing; tests
 * override single methods to fail, or {@link #reached} to interfere between two steps. Stateless and thread-safe.
 */
public class FileOps {
    public static final FileOps REAL = new FileOps();
    private static final AtomicLong PROBES = new AtomicLong();

    /**
     * What one directory entry is, symbolic links followed.
     */
    public record Entry(Path path, boolean directory, boolean regularFile) {}

    /**
     * What identifies a state of a file: the inode, how long it is and when it was last written (in milliseconds, which
     * every platform keeps).
     */
    public record Snapshot(
            @Nullable Object key,
            long length,
            long modifiedMillis,
            @Nullable Set<PosixFilePermission> permissions) {}

    /** Called before the named step of a protocol. Does nothing; tests override it. */
    public void reached(Step step, Path path) throws IOException {}

    /** Lists a directory; an entry that vanished meanwhile or points nowhere is neither file nor directory. */
    public List<Entry> list(Path directory) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path path : stream) {
                entries.add(entry(path));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    private static Entry entry(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Entry(path, attributes.isDirectory(), attributes.isRegularFile());
        } catch (IOException e) {
            return new Entry(path, false, false);
        }
    }

    public Snapshot snapshot(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Snapshot(
                attributes.fileKey(),
                attributes.size(),
                attributes.lastModifiedTime().toMillis(),
                permissions(path));
    }

    /** The inode named by {@code path}, or null where the platform has none. */
    public @Nullable Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** The mode of the file itself where {@code path} is a symbolic link: that of the link lets everybody read. */
    public @Nullable Set<PosixFilePermission> permissions(Path path) throws IOException {
        try {
            return Files.getPosixFilePermissions(path);
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }

    public InputStream openInput(Path path) throws IOException {
        return Files.newInputStream(path);
    }

    /** The same for who reads here and there too. */
    public FileChannel openRead(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    /** Opens an existing file for appending; never creates one. */
    public FileChannel openAppend(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Opens an existing file to change bytes where they are; never creates one. */
    public FileChannel openInPlace(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Creates a file that must not exist, for writing; private to the owner when {@code like} asks for that. */
    public FileChannel createNew(Path path, @Nullable Set<PosixFilePermission> like) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (like == null) {
            return FileChannel.open(path, options);
        }
        // The owner must be able to write until the content is there, whatever the mode that it ends with.
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
        return FileChannel.open(path, options, PosixFilePermissions.asFileAttribute(ownerOnly));
    }

    /** Writes what fits; a partial write returns fewer bytes than remained. */
    public int write(FileChannel channel, ByteBuffer bytes) throws IOException {
        return channel.write(bytes);
    }

    public void force(FileChannel channel) throws IOException {
        channel.force(false);
    }

    /** Makes renames and links in a directory durable, where the platform can. */
    public void forceDirectory(Path directory) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            return; // Not every platform opens directories.
        }
        try (channel) {
            channel.force(true);
        }
    }

    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    /** Gives {@code existing} the further name {@code link}; fails when that name is taken. */
    public void link(Path link, Path existing) throws IOException {
        Files.createLink(link, existing);
    }

    /** Renames within one file system, replacing what is there. */
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    public boolean deleteIfExists(Path path) throws IOException {
        return Files.deleteIfExists(path);
    }

    public void setModified(Path path, Instant time) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(time));
    }

    public void setPermissions(Path path, Set<PosixFilePermission> permissions) throws IOException {
        Files.setPosixFilePermissions(path, permissions);
    }

    /** Writes all of {@code bytes}; what was written before a failure stays written. */
    public final void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            write(channel, bytes);
        }
    }

    /** Publishes {@code existing} as {@code name} without ever replacing a file of that name. */
    public final void publish(Path name, Path existing) throws IOException {
        try {
            link(name, existing);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (!refusesLinks(name, existing)) {
                throw e;
            }
            // To look first and then rename is safe only because callers hold the exclusive lock of the rollout.
            if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(name.toString());
            }
            rename(existing, name);
        }
    }

    /**
     * Whether files can be made beside {@code name}, but no links to {@code existing}. This is tried because the reason
     * of a failure is known only as a text in the language of the user.
     */
    private boolean refusesLinks(Path name, Path existing) {
        Path probe = name.resolveSibling(name.getFileName() + ".link."
                + ProcessHandle.current().pid() + "." + PROBES.incrementAndGet() + ".tmp");
        try {
            createNew(probe, null).close();
            deleteIfExists(probe);
        } catch (IOException e) {
            return false;
        }
        try {
            link(probe, existing);
        } catch (UnsupportedOperationException | IOException e) {
            return true;
        }
        try {
            deleteIfExists(probe);
        } catch (IOException e) {
            // It goes with other old temporary files.
        }
        return false;
    }
}
