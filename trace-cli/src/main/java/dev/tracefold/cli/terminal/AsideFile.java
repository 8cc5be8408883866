/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file aside and renames it when it is whole: who looks meanwhile sees the old one, who fails leaves it. It waits
 * for the disk only where it replaces a file; a new one can be made again from the record.
 */
public final class AsideFile {
    private AsideFile() {}

    public static void write(Path file, Console.Bytes bytes) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            direct(file, bytes);
            return;
        }
        // A link stays one: what it leads to is replaced.
        Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
        Path aside = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                try (OutputStream out = new WriteBehind(channel)) {
                    bytes.writeTo(out);
                }
                // Renamed before its bytes are on disk, a file may be empty after a power cut.
                if (Files.exists(target)) {
                    channel.force(false);
                }
            }
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // The file that was asked for says more than the one beside it.
            throw e.getFile() != null && e.getFile().equals(aside.toString()) ? named(e, file) : e;
        } catch (IOException e) {
            throw new FileSystemException(file.toString(), null, e.getMessage());
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static IOException named(FileSystemException e, Path file) {
        if (e instanceof AccessDeniedException) {
            return new AccessDeniedException(file.toString());
        } else if (e instanceof NoSuchFileException) {
            return new NoSuchFileException(String.valueOf(file.toAbsolutePath().getParent()));
        }
        return new FileSystemException(file.toString(), null, e.getReason());
    }

    /** A pipe or a device has nothing to be renamed. */
    private static void direct(Path file, Console.Bytes bytes) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            bytes.writeTo(out);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(file.toString(), null, e.getMessage());
        }
    }
}
