/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.line.GitInfo;

/**
 * What the index keeps of one thread.
 *
 * @param id the thread
 * @param rolloutPath the logical (plain) path, absolute
 * @param times when it was created and changed
 * @param origin where it came from
 * @param agent which agent it is, for sub-agents
 * @param settings what it last ran with
 * @param texts what people see of it
 * @param tokensUsed the last total, never negative
 * @param archivedAt when it was archived, in seconds; null for a live rollout
 * @param git the state of its repository
 */
public record ThreadRow(
        ThreadId id,
        String rolloutPath,
        Times times,
        Origin origin,
        Agent agent,
        Settings settings,
        Texts texts,
        long tokensUsed,
        @Nullable Long archivedAt,
        GitInfo git) {

    /** Milliseconds since the epoch. */
    public record Times(long created, long updated, long recency) {}

    /** How and where the session was started; {@code source} is a word or a compact JSON object. */
    public record Origin(
            String source, @Nullable String threadSource, String modelProvider, String cwd, String cliVersion) {}

    /** The identity of a sub-agent. */
    public record Agent(
            @Nullable String nickname,
            @Nullable String role,
            @Nullable String path) {}

    /** The model and its limits; {@code sandbox} is a word or a compact JSON object. */
    public record Settings(@Nullable String model, @Nullable String effort, String sandbox, String approval) {}

    /** Title, given name, preview and first message; an empty text is one that is not known. */
    public record Texts(String title, @Nullable String name, String preview, String firstUserMessage) {
        /** Whether the title was given rather than taken from the first message. */
        public boolean hasExplicitTitle() {
            return !title.isEmpty() && !title.equals(firstUserMessage);
        }

        Texts withTitle(String other) {
            return new Texts(other, name, preview, firstUserMessage);
        }
    }

    public boolean archived() {
        return archivedAt != null;
    }

    ThreadRow withRolloutPath(String path) {
        return new ThreadRow(id, path, times, origin, agent, settings, texts, tokensUsed, archivedAt, git);
    }

    ThreadRow withTimes(Times other) {
        return new ThreadRow(id, rolloutPath, other, origin, agent, settings, texts, tokensUsed, archivedAt, git);
    }

    ThreadRow withOrigin(Origin other) {
        return new ThreadRow(id, rolloutPath, times, other, agent, settings, texts, tokensUsed, archivedAt, git);
    }

    ThreadRow withTexts(Texts other) {
        return new ThreadRow(id, rolloutPath, times, origin, agent, settings, other, tokensUsed, archivedAt, git);
    }

    ThreadRow withArchivedAt(@Nullable Long seconds) {
        return new ThreadRow(id, rolloutPath, times, origin, agent, settings, texts, tokensUsed, seconds, git);
    }

    ThreadRow withGit(GitInfo other) {
        return new ThreadRow(id, rolloutPath, times, origin, agent, settings, texts, tokensUsed, archivedAt, other);
    }

    ThreadRow withCwd(String cwd) {
        return withOrigin(new Origin(origin.source, origin.threadSource, origin.modelProvider, cwd, origin.cliVersion));
    }
}
