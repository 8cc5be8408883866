/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.manage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.RolloutWalk;
import dev.tracefold.rollout.compress.RetiredName;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.lock.RolloutLock;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.rollout.record.RolloutMaterializer;

/**
 * Moves, restores and deletes rollouts, every form of them together and under the exclusive lock. Nothing is ever
 * overwritten. Thread-safe.
 */
public final class RolloutManager {
    private final RolloutContext context;
    private final RolloutHome home;
    private final FileOps files;
    private final RolloutRows rows;

    public RolloutManager(RolloutContext context, RolloutRows rows) {
        this.context = context;
        this.home = context.home();
        this.files = context.files();
        this.rows = rows;
    }

    /** Where a rollout is and where it goes, by its plain paths. */
    public record Relocation(Path from, Path to) {}

    private record Move(Path from, Path to) {}

    /**
     * Moves a live rollout into the archive, compressed or not as it is. Those in which its session was before it was taken
     * back go first: what is left would be taken for the session.
     *
     * @return what was moved, in that order
     * @throws RolloutException NOT_FOUND, NOT_READY, INVALID_REQUEST for a path elsewhere, or CONFLICT when it is in use
     *     or the destination is taken
     */
    public List<Relocation> archive(Path path) throws IOException {
        List<Relocation> plan = planArchive(path);
        for (Relocation one : plan) {
            move(one, true);
        }
        return plan;
    }

    /**
     * Moves an archived rollout back to the directory of its date and makes it look new, and behind it those in which its
     * session was before; fails as {@link #archive}.
     */
    public List<Relocation> unarchive(Path path) throws IOException {
        List<Relocation> plan = planUnarchive(path);
        for (Relocation one : plan) {
            move(one, false);
        }
        return plan;
    }

    /** The rollouts of a session that was taken back since. */
    private List<RolloutFile> before(RolloutName name, boolean archived) throws IOException {
        if (name.rollout().equals(name.id())) {
            return List.of();
        }
        return new RolloutWalk(files, RolloutWalk.PROPAGATE)
                .all(home.rolloutRoot(archived), archived).stream()
                        .filter(file -> file.name().id().equals(name.id())
                                && file.name().compareTo(name) < 0)
                        .sorted(RolloutFile.PREFERENCE)
                        .toList();
    }

    /** What {@link #archive} would move as things are, in that order; fails as it would, but for locks. */
    public List<Relocation> planArchive(Path path) throws IOException {
        RolloutName name = require(path, home.sessions());
        List<Relocation> plan = new ArrayList<>();
        for (RolloutFile before : before(name, false)) {
            plan.add(planned(before.path(), home.archivedPath(before.name())));
        }
        plan.add(planned(path, home.archivedPath(name)));
        return List.copyOf(plan);
    }

    /** What {@link #unarchive} would move as things are, in that order; fails as it would, but for locks. */
    public List<Relocation> planUnarchive(Path path) throws IOException {
        RolloutName name = require(path, home.archivedSessions());
        List<Relocation> plan = new ArrayList<>(List.of(planned(path, home.livePath(name))));
        for (RolloutFile before : before(name, true)) {
            plan.add(planned(before.path(), home.livePath(before.name())));
        }
        return List.copyOf(plan);
    }

    private Relocation planned(Path path, Path target) throws IOException {
        Path plain = RolloutForms.plain(home.absolute(path));
        requireFree(target, moves(plain, target));
        return new Relocation(plain, target);
    }

    /** Deletes every form of a rollout; fails as {@link #archive}. */
    public void delete(Path path) throws IOException {
        boolean archived = home.isArchived(path);
        RolloutName name = require(path, home.rolloutRoot(archived));
        Path plain = RolloutForms.plain(home.absolute(path));
        try (RolloutLock ignored = context.locks().exclusive(plain)) {
            List<Path> forms = forms(plain);
            // The plain form last: as long as it is there, no older copy can come back to life.
            for (int i = forms.size() - 1; i >= 0; i--) {
                files.deleteIfExists(forms.get(i));
            }
            files.forceDirectory(parent(plain));
            rows.deleted(name.id(), plain);
        }
    }

    /**
     * Turns a compressed rollout back into a plain one with the same times.
     *
     * @throws RolloutException CONFLICT when it stays in use, INTERNAL when it is damaged
     */
    public RolloutMaterializer.Outcome restore(Path path) throws IOException {
        Path plain = RolloutForms.plain(home.absolute(path));
        return new RolloutMaterializer(context).materialize(plain, RolloutMaterializer.Intent.RESTORE);
    }

    private RolloutName require(Path path, Path root) throws IOException {
        Path absolute = home.absolute(path);
        RolloutName name = RolloutName.parse(RolloutForms.fileName(absolute))
                .orElseThrow(() -> RolloutException.invalidRequest("not a rollout: " + path));
        context.live().requireSaved(name.id());
        if (context.live().snapshot(name.id()).isPresent()) {
            throw RolloutException.activeWriter(absolute);
        }
        Optional<Path> form = RolloutForms.resolve(absolute);
        if (form.isEmpty()) {
            throw RolloutException.notFound(name.id());
        }
        RolloutHome.requireUnder(form.get(), root);
        return name;
    }

    private void move(Relocation one, boolean archived) throws IOException {
        Path plain = one.from();
        RolloutName name = RolloutName.parse(RolloutForms.fileName(plain)).orElseThrow();
        try (RolloutLock ignored = context.locks().exclusive(plain)) {
            List<Move> moves = moves(plain, one.to());
            if (moves.isEmpty()) {
                throw RolloutException.notFound(name.id());
            }
            requireFree(one.to(), moves);
            carryOut(moves, name, one.to(), archived);
        }
    }

    private List<Move> moves(Path plain, Path target) throws IOException {
        List<Move> moves = new ArrayList<>();
        for (Path form : forms(plain)) {
            String suffix = RolloutForms.fileName(form)
                    .substring(RolloutForms.fileName(plain).length());
            moves.add(new Move(form, target.resolveSibling(RolloutForms.fileName(target) + suffix)));
        }
        return moves;
    }

    private void requireFree(Path target, List<Move> moves) throws IOException {
        for (Path taken : List.of(target, RolloutForms.compressed(target))) {
            boolean ours = moves.stream().anyMatch(move -> move.to().equals(taken) && isSameFile(move));
            if (Files.exists(taken) && !ours) {
                throw RolloutException.conflict("destination " + taken + " already exists");
            }
        }
    }

    private boolean isSameFile(Move move) {
        try {
            return Files.exists(move.to()) && Files.isSameFile(move.from(), move.to());
        } catch (IOException e) {
            return false;
        }
    }

    private void carryOut(List<Move> moves, RolloutName name, Path target, boolean archived) throws IOException {
        List<Move> done = new ArrayList<>();
        try {
            files.createDirectories(parent(target));
            for (Move move : moves) {
                rename(move);
                done.add(move);
            }
            files.forceDirectory(parent(target));
            files.forceDirectory(parent(moves.get(0).from()));
            if (!archived) {
                files.setModified(
                        RolloutForms.resolve(target).orElse(target),
                        context.clock().instant());
            }
            rows.moved(name.id(), target, archived);
        } catch (IOException | RuntimeException e) {
            undo(done, e);
            throw e;
        }
    }

    /** Gives the file its new name only if that is free, then takes the old one away. */
    private void rename(Move move) throws IOException {
        if (!isSameFile(move)) {
            files.publish(move.to(), move.from());
        }
        files.deleteIfExists(move.from());
        files.reached(Step.MOVE_RENAMED, move.to());
    }

    private void undo(List<Move> done, Exception cause) {
        for (Move move : done) {
            try {
                files.publish(move.from(), move.to());
                files.deleteIfExists(move.to());
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** The forms that exist: plain, compressed, retired. */
    private List<Path> forms(Path plain) throws IOException {
        List<Path> forms = new ArrayList<>();
        for (Path form : List.of(plain, RolloutForms.compressed(plain))) {
            if (Files.isRegularFile(form)) {
                forms.add(form);
            }
        }
        for (FileOps.Entry entry : files.list(parent(plain))) {
            @Nullable RetiredName retired = RetiredName.parse(entry.path()).orElse(null);
            if (retired != null && retired.plain().equals(plain)) {
                forms.add(entry.path());
            }
        }
        return forms;
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "an absolute path of a file has a parent");
    }
}
