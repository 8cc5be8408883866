/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutWalk;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.catalog.Cursor;
import dev.tracefold.rollout.catalog.ListRequest;
import dev.tracefold.rollout.catalog.RolloutPage;
import dev.tracefold.rollout.catalog.RolloutSummary;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.view.serve.SessionCatalog;

/** The rollouts of a home, as {@code tracefold rollouts list} has them. */
public final class HomeSessions implements SessionCatalog {
    private final RolloutContext context;
    private final Opening opening;

    private HomeSessions(RolloutContext context, Opening opening) {
        this.context = context;
        this.opening = opening;
    }

    /** How a rollout is opened as a session. */
    public interface Opening {
        /**
         * Opens one.
         *
         * @throws ReplayException if it cannot be made sense of
         */
        TraceSource open(Path rollout) throws IOException, ReplayException;
    }

    public static HomeSessions of(Path root, Opening opening) {
        return new HomeSessions(RolloutContext.of(new RolloutHome(root)), opening);
    }

    /** Whether a directory holds rollouts where homes hold them, though no list may show any of them yet. */
    public static boolean isHome(Path directory) throws IOException {
        RolloutContext context = RolloutContext.of(new RolloutHome(directory));
        RolloutWalk walk = new RolloutWalk(context.files(), RolloutWalk.PROPAGATE);
        try {
            return walk.newestFirst(context.home().sessions()).hasNext()
                    || !walk.all(context.home().archivedSessions(), true).isEmpty();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public String title() {
        return context.home().root().toString();
    }

    @Override
    public boolean hasArchive() {
        return Files.isDirectory(context.home().archivedSessions());
    }

    @Override
    public Page page(Query query) throws IOException {
        RolloutPage page = Home.list(context, request(query), true);
        return new Page(
                page.rollouts().stream().map(HomeSessions::row).toList(),
                page.next().map(Cursor::token));
    }

    private static ListRequest request(Query query) throws IOException {
        ListRequest request = ListRequest.newest(query.limit()).withArchived(query.archived());
        if (!query.text().isEmpty()) {
            request = request.withFilter(ListRequest.ListFilter.NONE.withTitle(query.text()));
        }
        String cursor = query.cursor();
        try {
            return cursor == null ? request : request.withCursor(Cursor.parse(cursor));
        } catch (RolloutException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Row row(RolloutSummary rollout) {
        String name = rollout.texts().name().orElse("");
        return new Row(
                rollout.id().value(),
                Spawn.mark(rollout.origin().source())
                        + (name.isBlank() ? rollout.texts().preview().strip() : name),
                rollout.origin().cwd(),
                rollout.times().created().toEpochMilli(),
                rollout.times().updated().toEpochMilli(),
                bytes(rollout.path()));
    }

    private static @Nullable Long bytes(Path rollout) {
        try {
            Path form = RolloutForms.resolve(rollout).orElse(rollout);
            return Files.size(form);
        } catch (IOException movedMeanwhile) {
            return null;
        }
    }

    @Override
    public Optional<TraceSource.Opener> find(String id) throws IOException {
        Optional<ThreadId> thread = ThreadId.parse(id);
        if (thread.isEmpty()) {
            return Optional.empty();
        }
        return Home.catalog(context).find(thread.get()).map(path -> () -> opening.open(path));
    }
}
