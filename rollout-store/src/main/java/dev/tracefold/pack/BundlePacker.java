/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Packs bundles. The plain bundle goes only once a whole, verified packed one is on the disk; killed at whatever moment,
 * there is one of them or both. Stateless; two that pack the same bundle do not get into each other's way.
 */
public final class BundlePacker {
    /** How long a bundle that never ended has to have been left alone. */
    public static final Duration QUIET = Duration.ofMinutes(10);

    private final PackProgress progress;

    /** A packer that tells how far it is. */
    public BundlePacker(PackProgress progress) {
        this.progress = progress;
    }

    /**
     * What became of a bundle.
     *
     * @param packed the packed file
     * @param files how many files are in it
     * @param already whether the packed file was there before, with the same content
     * @param left the plain bundle where it could not be deleted in full; a later run will; null where it is gone, or kept
     */
    public record Packed(
            Path packed,
            int files,
            long plainBytes,
            long packedBytes,
            boolean already,
            @Nullable Path left) {}

    /**
     * Packs a bundle.
     *
     * @param keep whether the plain bundle stays
     * @throws PackException if it is still being written, or is changed meanwhile, or has something in it that cannot be
     *     packed; it is left as it was
     */
    public Packed pack(Path bundle, boolean keep) throws IOException {
        PackNames names = PackNames.of(bundle);
        LeftOvers.clear(names.parent());
        if (Files.exists(names.aside(), LinkOption.NOFOLLOW_LINKS)) {
            throw new PackException(
                    bundle + " is not packed: " + names.aside()
                            + " is in the way, which an earlier run left and which is not in the packed file. Look at it first");
        }
        BundleListing listing = BundleListing.of(names.plain());
        if (Files.exists(names.packed(), LinkOption.NOFOLLOW_LINKS)) {
            return again(names, listing, keep);
        }
        requireOver(bundle, names, listing);
        int files = listing.files().size();
        write(names, listing);
        Path left = keep ? null : removePlain(names, listing, true);
        return new Packed(names.packed(), files, listing.bytes(), Files.size(names.packed()), false, left);
    }

    /**
     * Looks whether a bundle can be packed, and does nothing.
     *
     * @throws PackException if it cannot
     */
    public static PlainBundle look(Path bundle) throws IOException {
        PackNames names = PackNames.of(bundle);
        BundleListing listing = BundleListing.of(names.plain());
        if (!Files.exists(names.packed(), LinkOption.NOFOLLOW_LINKS)) {
            requireOver(bundle, names, listing);
        }
        return new PlainBundle(listing.bytes(), listing.youngest());
    }

    private static void requireOver(Path bundle, PackNames names, BundleListing listing) throws IOException {
        if (!Writing.isOver(names.plain(), listing, Instant.now())) {
            throw new PackException(bundle + " is not packed: it is still being written. It has no end, and less than "
                    + QUIET.toMinutes() + " minutes ago it was written to");
        }
    }

    static PackException changed(Path bundle) {
        return new PackException(bundle + " is not packed: it was changed meanwhile, so somebody still writes it");
    }

    private void write(PackNames names, BundleListing listing) throws IOException {
        Path work = names.packing();
        FileChannel created = create(work, names);
        try {
            try (FileChannel out = created) {
                PackWriter.write(names.plain(), listing, out, progress);
                out.force(true);
            }
            try (PackedBundle packed = PackedBundle.open(work)) {
                packed.verify(progress);
            }
            if (!BundleListing.of(names.plain()).equals(listing)) {
                throw changed(names.plain());
            }
            stamp(work, listing);
            publish(work, names);
        } catch (IOException e) {
            throw Named.failure(names.plain() + " is not packed", e);
        } finally {
            Files.deleteIfExists(work);
        }
        Durable.force(names.parent());
    }

    /** Only its owner may look into what is not finished. */
    private static FileChannel create(Path work, PackNames names) throws IOException {
        FileChannel out;
        try {
            out = FileChannel.open(work, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new PackException(names.plain() + " is not packed: it is being packed right now");
        }
        try {
            Modes.set(work, 0b110_000_000);
            return out;
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    private static void stamp(Path work, BundleListing listing) throws IOException {
        int bundle = listing.directories().get(0).mode();
        int mode = Modes.UNKNOWN;
        for (BundleListing.Entry file : listing.files()) {
            mode &= Modes.readable(bundle, file.mode());
        }
        Modes.set(work, mode);
        Files.setLastModifiedTime(work, FileTime.from(listing.youngest()));
    }

    /** Gives it its name, and takes that away from nobody. */
    private static void publish(Path work, PackNames names) throws IOException {
        try {
            Files.createLink(names.packed(), work);
        } catch (UnsupportedOperationException e) {
            Files.move(work, names.packed());
        } catch (FileAlreadyExistsException e) {
            throw new PackException(names.plain() + " is not packed: " + names.packed() + " was made meanwhile");
        }
    }

    /** A packed file is there already: after a crash, or after {@code keep}, or because of something else altogether. */
    private Packed again(PackNames names, BundleListing listing, boolean keep) throws IOException {
        try (PackedBundle packed = PackedBundle.open(names.packed())) {
            packed.verify(progress);
            if (!Comparison.same(packed, names.plain(), listing)) {
                throw new PackException(names.plain() + " is not packed: " + names.packed()
                        + " is there already, and something else is in it. Take one of them away first");
            }
        }
        Path left = keep ? null : removePlain(names, listing, false);
        return new Packed(
                names.packed(), listing.files().size(), listing.bytes(), Files.size(names.packed()), true, left);
    }

    /**
     * Removes the plain bundle: it is put aside at once, looked at once more, and then deleted.
     *
     * @return what is left of it; null if nothing is
     */
    private static @Nullable Path removePlain(PackNames names, BundleListing listing, boolean ours) throws IOException {
        Files.move(names.plain(), names.aside(), StandardCopyOption.ATOMIC_MOVE);
        Durable.force(names.parent());
        if (!BundleListing.of(names.aside()).equals(listing)) {
            Files.move(names.aside(), names.plain(), StandardCopyOption.ATOMIC_MOVE);
            if (ours) {
                Files.delete(names.packed());
            }
            Durable.force(names.parent());
            throw changed(names.plain());
        }
        try {
            LeftOvers.delete(names.aside());
            Durable.force(names.parent());
            return null;
        } catch (IOException e) {
            return names.aside();
        }
    }
}
