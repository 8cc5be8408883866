/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.replay.TraceSource;
import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.catalog.Cursor;
import dev.tracefold.rollout.catalog.ListRequest;
import dev.tracefold.rollout.catalog.RolloutCatalog;
import dev.tracefold.rollout.catalog.RolloutPage;
import dev.tracefold.rollout.catalog.RolloutSummary;
import dev.tracefold.rollout.index.MetadataExtractor;
import dev.tracefold.rollout.index.RolloutIndex;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.view.serve.SessionCatalog;

/** The rollouts of a home, as {@code tracefold rollouts list} has them. */
final class HomeSessions implements SessionCatalog {
    private static final String DEFAULT_PROVIDER = "openai";

    private final RolloutContext context;

    private HomeSessions(RolloutContext context) {
        this.context = context;
    }

    static HomeSessions of(Path root) {
        return new HomeSessions(RolloutContext.of(new RolloutHome(root)));
    }

    /** Whether a directory holds rollouts where homes hold them. */
    static boolean isHome(Path directory) throws IOException {
        HomeSessions sessions = of(directory);
        for (boolean archived : new boolean[] {false, true}) {
            if (Files.isDirectory(sessions.context.home().rolloutRoot(archived))
                    && !sessions.catalog(null)
                            .list(ListRequest.newest(1).withArchived(archived), RolloutCatalog.Mode.FILES)
                            .rollouts()
                            .isEmpty()) {
                return true;
            }
        }
        return false;
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
        RolloutPage page = list(request(query));
        return new Page(
                page.rollouts().stream().map(HomeSessions::row).toList(),
                page.next().map(Cursor::token));
    }

    /** Through the index, if there is one, else from the files. */
    private RolloutPage list(ListRequest request) throws IOException {
        Optional<RolloutIndex> existing = RolloutIndex.openExisting(context.home());
        if (existing.isEmpty()) {
            return catalog(null).list(request, RolloutCatalog.Mode.FILES);
        }
        try (RolloutIndex index = existing.get()) {
            return catalog(index).list(request, RolloutCatalog.Mode.REPAIR);
        }
    }

    private RolloutCatalog catalog(@Nullable RolloutIndex index) {
        return new RolloutCatalog(context, index, MetadataExtractor.withDefaults(DEFAULT_PROVIDER));
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
                name.isBlank() ? rollout.texts().preview().strip() : name,
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
        return catalog(null).find(thread.get()).map(path -> () -> Sessions.open(path));
    }
}
