/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutWalk;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.line.HistoryBase;
import dev.tracefold.rollout.line.SessionMeta;

/**
 * Follows {@code history_base} from header to header. Rollouts are found by the ids in their names, in the home that a
 * session lies in, live and archived, or where it lies in none, beside it. A directory is walked once, however many ask,
 * and only if somebody goes on from something. Not thread-safe.
 */
public final class Lineages {
    private final Map<Path, Map<ThreadId, RolloutFile>> known = new HashMap<>();

    /** What the session of this rollout goes on from. A header that cannot be read tells nothing. */
    public Lineage of(Path rollout) throws IOException {
        Path path = rollout.toAbsolutePath().normalize();
        Optional<HistoryBase> base = header(path).flatMap(SessionMeta::historyBase);
        Set<Path> seen = new HashSet<>(Set.of(RolloutForms.plain(path)));
        Deque<Lineage.Part> parts = new ArrayDeque<>();
        while (base.isPresent()) {
            HistoryBase end = base.get();
            Optional<RolloutFile> file = end.ends() ? find(end.rollout(), path) : Optional.empty();
            Optional<SessionMeta> meta =
                    file.filter(it -> seen.add(it.plainPath())).flatMap(it -> header(it.path()));
            if (meta.isEmpty()) {
                return new Lineage(List.copyOf(parts), Optional.of(end.rollout()));
            }
            parts.addFirst(new Lineage.Part(file.get().path(), meta.get(), end));
            base = meta.get().historyBase();
        }
        return new Lineage(List.copyOf(parts), Optional.empty());
    }

    private static Optional<SessionMeta> header(Path path) {
        try {
            return Optional.of(SessionHead.readOwn(path, FileOps.REAL));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<RolloutFile> find(String rollout, Path from) throws IOException {
        Optional<ThreadId> id = ThreadId.parse(rollout);
        return id.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(around(from.resolveSibling("")).get(id.get()));
    }

    /** All rollouts that may belong to one in {@code directory}, by their ids. */
    private Map<ThreadId, RolloutFile> around(Path directory) throws IOException {
        Optional<RolloutHome> home = RolloutHome.around(directory);
        Path root = home.map(RolloutHome::root).orElse(directory);
        Map<ThreadId, RolloutFile> found = known.get(root);
        if (found == null) {
            List<RolloutFile> files = new ArrayList<>();
            // What lies where nobody can look is as good as missing, and told so.
            RolloutWalk walk = new RolloutWalk(FileOps.REAL, (unreadable, error) -> {});
            if (home.isPresent()) {
                files.addAll(walk.all(home.get().archivedSessions(), true));
                files.addAll(walk.all(home.get().sessions(), false));
            } else {
                files.addAll(walk.in(directory, false));
            }
            found = new HashMap<>();
            for (RolloutFile file : files) {
                found.merge(file.name().rollout(), file, RolloutFile::preferred);
            }
            known.put(root, found);
        }
        return found;
    }
}
