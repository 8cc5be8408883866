/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.RolloutWalk;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.line.SessionMeta;

/**
 * Finds the rollouts of the agents below a session. Only an agent's own header tells whose it is, so headers have to be
 * read; but an agent is spawned after its parent starts and before its parent's last write, and names of files tell
 * when they were created. So only what was created meanwhile is read, however much else the home holds.
 */
public final class SpawnedRollouts {
    /** How far names may be off: some tell local time. */
    private static final Duration SLACK = Duration.ofDays(1);
    /** No name tells an earlier time. */
    private static final Instant EVER = Instant.parse("0000-01-01T00:00:00Z");

    private static final Comparator<RolloutFile> ORDER =
            Comparator.comparing(RolloutFile::name).thenComparing(RolloutFile::path);

    /** An agent as one file has it; {@code end} is when the file was written last. */
    private record Agent(ThreadId id, RolloutFile file, Instant end) {}

    private final FileOps files;
    private final RolloutWalk walk;
    private final @Nullable Path live; // The root of directories of dates, if there is one to look in.
    private final List<RolloutFile> others;
    private final Set<Path> seen = new HashSet<>();
    private final Map<ThreadId, List<Agent>> children = new HashMap<>();

    private SpawnedRollouts(Path rollout, FileOps files) throws IOException {
        this.files = files;
        walk = new RolloutWalk(files, RolloutWalk.PROPAGATE);
        seen.add(RolloutForms.plain(rollout));
        Path directory = rollout.resolveSibling("");
        Optional<RolloutHome> home = RolloutHome.around(directory);
        live = home.map(RolloutHome::sessions).orElse(null);
        others = home.isPresent() ? walk.all(home.get().archivedSessions(), true) : walk.in(directory, false);
    }

    /**
     * The rollouts of all agents that a session spawned, directly or through others, oldest name first. They are looked
     * for in the home that the session lies in, live and archived, or where it lies in none, beside it. A rollout whose
     * header cannot be read is passed over.
     *
     * @param rollout either form's path of the session's rollout
     * @return absolute paths, one for each agent
     * @throws java.nio.file.NoSuchFileException when neither form of {@code rollout} exists
     */
    public static List<Path> of(Path rollout) throws IOException {
        return of(rollout, FileOps.REAL);
    }

    /** As {@link #of(Path)}, with these file operations. */
    static List<Path> of(Path rollout, FileOps files) throws IOException {
        Path path = rollout.toAbsolutePath().normalize();
        Path form = RolloutForms.resolve(path).orElse(path);
        Instant written = Instant.ofEpochMilli(files.snapshot(form).modifiedMillis());
        Optional<RolloutName> name = RolloutName.parse(RolloutForms.fileName(path));
        Optional<ThreadId> id = header(path, files).map(SessionMeta::id).or(() -> name.map(RolloutName::id));
        if (id.isEmpty()) {
            return List.of(); // Nobody can have named it as a parent.
        }
        Instant start = start(path, id.get());
        return new SpawnedRollouts(path, files).below(id.get(), start, later(start, written));
    }

    /** When the session began; of one that was taken back since, in an earlier rollout. */
    private static Instant start(Path path, ThreadId id) throws IOException {
        List<Lineage.Part> parts = new Lineages().of(path).parts();
        return Stream.concat(
                        parts.stream()
                                .filter(part -> part.meta().id().equals(id))
                                .map(Lineage.Part::path),
                        Stream.of(path))
                .map(part -> RolloutName.parse(RolloutForms.fileName(part)).map(RolloutName::timestamp))
                .map(start -> start.orElse(EVER))
                .min(Comparator.naturalOrder())
                .orElse(EVER);
    }

    private List<Path> below(ThreadId root, Instant start, Instant end) throws IOException {
        Instant first = start.minus(SLACK);
        Instant last = end.plus(SLACK);
        readHeaders(first, last);
        Collection<Agent> agents = reached(root);
        // Agents may outlive who spawned them, and spawn others then.
        for (Instant next = last(agents, last); next.isAfter(last); next = last(agents, last)) {
            readHeaders(last, next);
            last = next;
            agents = reached(root);
        }
        return agents.stream()
                .map(Agent::file)
                .sorted(ORDER)
                .map(RolloutFile::path)
                .toList();
    }

    private static Instant last(Collection<Agent> agents, Instant last) {
        return agents.stream().map(agent -> agent.end().plus(SLACK)).reduce(last, SpawnedRollouts::later);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** Learns whose children the sessions are that were created between these times. */
    private void readHeaders(Instant first, Instant last) throws IOException {
        List<RolloutFile> found = new ArrayList<>(others);
        if (live != null) {
            found.addAll(walk.ofDays(live, day(first), day(last)));
        }
        for (RolloutFile file : found) {
            Instant created = file.name().timestamp();
            if (!created.isBefore(first) && !created.isAfter(last) && seen.add(file.plainPath())) {
                header(file.path(), files).ifPresent(meta -> add(meta, file));
            }
        }
    }

    private void add(SessionMeta meta, RolloutFile file) {
        meta.parentThreadId()
                .ifPresent(parent -> children.computeIfAbsent(parent, id -> new ArrayList<>())
                        .add(new Agent(meta.id(), file, end(file))));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static Optional<SessionMeta> header(Path path, FileOps files) {
        try {
            return Optional.of(SessionHead.readOwn(path, files));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Asked once for each file: one that is being written would move the end of the window on and on. */
    private Instant end(RolloutFile file) {
        Instant created = file.name().timestamp();
        try {
            return later(
                    created, Instant.ofEpochMilli(files.snapshot(file.path()).modifiedMillis()));
        } catch (IOException e) {
            return created;
        }
    }

    /** The agents below {@code root}, by the preferred file of each. */
    private Collection<Agent> reached(ThreadId root) {
        Map<ThreadId, Agent> agents = new HashMap<>();
        Set<ThreadId> asked = new HashSet<>(Set.of(root));
        Deque<ThreadId> todo = new ArrayDeque<>(asked);
        while (!todo.isEmpty()) {
            for (Agent agent : children.getOrDefault(todo.remove(), List.of())) {
                if (asked.add(agent.id())) {
                    todo.add(agent.id());
                }
                agents.merge(
                        agent.id(), agent, (a, b) -> RolloutFile.PREFERENCE.compare(a.file(), b.file()) < 0 ? b : a);
            }
        }
        agents.remove(root);
        return agents.values();
    }
}
