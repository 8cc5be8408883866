/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.line.GitInfo;

/** How a row made from a file meets the row that is there. Pure functions. */
final class Merging {
    private Merging() {}

    /** Keeps what was set on purpose: the repository's state, and a title that is not the first message. */
    static ThreadRow keepExplicit(ThreadRow fresh, ThreadRow existing) {
        ThreadRow merged = fresh.withGit(fill(existing.git(), fresh.git()));
        if (existing.texts().hasExplicitTitle() && !fresh.texts().hasExplicitTitle()) {
            merged = merged.withTexts(merged.texts().withTitle(existing.texts().title()));
        }
        return merged;
    }

    /** The existing row, its empty columns filled from a row that is known to be older. */
    static ThreadRow fillEmpty(ThreadRow existing, ThreadRow older) {
        ThreadRow.Origin have = existing.origin();
        ThreadRow.Origin from = older.origin();
        ThreadRow.Settings set = existing.settings();
        ThreadRow.Settings was = older.settings();
        ThreadRow.Texts says = existing.texts();
        ThreadRow.Texts said = older.texts();
        ThreadRow.Agent agent = existing.agent();
        ThreadRow.Agent other = older.agent();
        return new ThreadRow(
                existing.id(),
                existing.rolloutPath(),
                existing.times(),
                new ThreadRow.Origin(
                        text(have.source(), from.source()),
                        or(have.threadSource(), from.threadSource()),
                        text(have.modelProvider(), from.modelProvider()),
                        text(have.cwd(), from.cwd()),
                        text(have.cliVersion(), from.cliVersion())),
                new ThreadRow.Agent(
                        or(agent.nickname(), other.nickname()),
                        or(agent.role(), other.role()),
                        or(agent.path(), other.path())),
                new ThreadRow.Settings(
                        or(set.model(), was.model()),
                        or(set.effort(), was.effort()),
                        text(set.sandbox(), was.sandbox()),
                        text(set.approval(), was.approval())),
                new ThreadRow.Texts(
                        text(says.title(), said.title()),
                        says.name(),
                        text(says.preview(), said.preview()),
                        text(says.firstUserMessage(), said.firstUserMessage())),
                existing.tokensUsed() == 0 ? older.tokensUsed() : existing.tokensUsed(),
                existing.archivedAt(),
                fill(existing.git(), older.git()));
    }

    private static GitInfo fill(GitInfo wins, GitInfo fills) {
        return new GitInfo(
                or(wins.commitHash(), fills.commitHash()),
                or(wins.branch(), fills.branch()),
                or(wins.repositoryUrl(), fills.repositoryUrl()));
    }

    private static @Nullable String or(@Nullable String wins, @Nullable String fills) {
        return wins == null ? fills : wins;
    }

    private static String text(String wins, String fills) {
        return wins.isEmpty() ? fills : wins;
    }
}
