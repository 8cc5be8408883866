/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Restores packed bundles byte for byte. The packed file stays; the directory appears once it is whole. Stateless. */
public final class BundleUnpacker {
    private final PackProgress progress;

    /** An unpacker that tells how far it is. */
    public BundleUnpacker(PackProgress progress) {
        this.progress = progress;
    }

    /**
     * What was unpacked.
     *
     * @param directory the bundle
     */
    public record Unpacked(Path directory, int files, long bytes) {}

    /**
     * Unpacks a bundle.
     *
     * @param directory what it is to become; must not be there yet
     * @throws PackException if that is there already, or a file would leave it
     * @throws DamagedPackException if the packed bundle is damaged
     */
    public Unpacked unpack(Path packed, Path directory) throws IOException {
        PackNames names = PackNames.ofNew(directory);
        requireNothing(names.plain(), directory);
        try (PackedBundle bundle = PackedBundle.open(packed)) {
            if (Files.isDirectory(names.parent())) {
                LeftOvers.clear(names.parent());
            }
            Path work = names.unpacking();
            try {
                Files.createDirectory(work);
            } catch (FileAlreadyExistsException e) {
                throw new PackException(work + " is in the way: something unpacks there, or died there; delete it");
            }
            try {
                restore(bundle, work);
                requireNothing(names.plain(), directory);
                Files.move(work, names.plain(), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                LeftOvers.delete(work);
                throw Named.failure(packed + " is not unpacked", e);
            } catch (RuntimeException | Error e) {
                LeftOvers.delete(work);
                throw e;
            }
            Durable.force(names.parent());
            return new Unpacked(directory, bundle.files().size(), bundle.plainBytes());
        }
    }

    private static void requireNothing(Path plain, Path asked) throws PackException {
        if (Files.exists(plain, LinkOption.NOFOLLOW_LINKS)) {
            throw new PackException(asked + " is there already; unpacking never writes over anything");
        }
    }

    private void restore(PackedBundle bundle, Path work) throws IOException {
        List<PackedDirectory> directories = new ArrayList<>(bundle.directories());
        for (PackedDirectory directory : directories) {
            if (!directory.name().isEmpty()) {
                Files.createDirectory(inside(work, directory.name(), bundle));
            }
        }
        for (PackedFile file : bundle.files()) {
            restore(bundle, file, inside(work, file.name(), bundle));
        }
        // What is written into a directory changes its time, so those within come first.
        Collections.reverse(directories);
        for (PackedDirectory directory : directories) {
            Path path = inside(work, directory.name(), bundle);
            Durable.force(path);
            Files.setLastModifiedTime(path, FileTime.from(directory.modified()));
            Modes.set(path, directory.mode());
        }
    }

    private void restore(PackedBundle bundle, PackedFile file, Path path) throws IOException {
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            bundle.copy(file, (buffer, length) -> {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                progress.bytes(length);
            });
            Files.setLastModifiedTime(path, FileTime.from(file.modified()));
            Modes.set(path, file.mode());
            // The plain bundle wins from now on, so it has to survive the machine.
            out.force(true);
        }
    }

    /** The index has been checked; what a name means to this platform has not. */
    private static Path inside(Path work, String name, PackedBundle bundle) throws PackException {
        try {
            Path path = work.resolve(name);
            if (path.normalize().equals(path)
                    && path.startsWith(work)
                    && path.getNameCount() == work.getNameCount() + (name.isEmpty() ? 0 : name.split("/").length)) {
                return path;
            }
        } catch (InvalidPathException noName) {
            // The same answer.
        }
        throw new PackException(
                bundle.path() + " is not unpacked: '" + name + "' in it would not be a file inside the bundle here");
    }
}
