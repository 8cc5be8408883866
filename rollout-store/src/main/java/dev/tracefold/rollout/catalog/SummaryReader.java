/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Json;
import dev.tracefold.rollout.line.ConversationText;
import dev.tracefold.rollout.line.GitInfo;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.line.SessionMeta;
import dev.tracefold.rollout.read.RolloutReader;

/** Reads the head of a rollout, as far as needed to show it in a listing and never further than 210 lines. */
final class SummaryReader {
    private static final int HEAD_LINES = 10;
    private static final int EXTRA_LINES = 200;

    private final FileOps files;
    private final ConversationText text;

    SummaryReader(FileOps files, ConversationText text) {
        this.files = files;
        this.text = text;
    }

    /** The summary; empty for a file without header or preview, or one that cannot be read. */
    Optional<RolloutSummary> read(RolloutFile file) {
        Head head = new Head();
        try (RolloutReader reader = RolloutReader.open(file.path(), files, ByteLines.DEFAULT_CAP, bad -> {})) {
            int limit = HEAD_LINES;
            while (reader.nonBlankLines() < limit && !head.complete()) {
                RolloutLine line = reader.next();
                if (line == null) {
                    break;
                }
                if (reader.nonBlankLines() <= limit) {
                    head.apply(line);
                }
                if (reader.nonBlankLines() >= HEAD_LINES && head.meta != null) {
                    limit = HEAD_LINES + EXTRA_LINES;
                }
            }
            return head.meta == null || head.preview == null ? Optional.empty() : Optional.of(head.summary(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private final class Head {
        private @Nullable SessionMeta meta;
        private @Nullable String preview;
        private @Nullable String firstUserMessage;

        boolean complete() {
            return meta != null && preview != null && firstUserMessage != null;
        }

        void apply(RolloutLine line) {
            if (line.type() == LineType.SESSION_META && meta == null) {
                meta = SessionMeta.read(line.payload()).orElse(null);
            } else if (line.is(LineType.EVENT_MSG, "thread_goal_updated") && preview == null) {
                JsonNode goal = line.payload().path("goal");
                String objective = Json.text(goal, "objective");
                preview = objective == null || objective.isBlank() ? null : ConversationText.cap(objective.strip());
            } else {
                ConversationText.saidByUser(line).ifPresent(this::userMessage);
            }
        }

        private void userMessage(JsonNode message) {
            String shown = text.preview(message).orElse(null);
            firstUserMessage = firstUserMessage == null ? shown : firstUserMessage;
            preview = preview == null ? shown : preview;
        }

        RolloutSummary summary(RolloutFile file) throws IOException {
            SessionMeta header = java.util.Objects.requireNonNull(meta);
            Instant updated = Files.getLastModifiedTime(file.path()).toInstant().truncatedTo(ChronoUnit.MILLIS);
            return new RolloutSummary(
                    header.id(),
                    file.plainPath(),
                    file.archived(),
                    // The name has the time of the place where the session ran.
                    new RolloutSummary.Times(header.created().orElse(file.name().timestamp()), updated, updated),
                    new RolloutSummary.Origin(
                            header.statedSource(),
                            Optional.ofNullable(header.modelProvider()),
                            header.cwd(),
                            header.cliVersion(),
                            header.git().orElse(new GitInfo(null, null, null))),
                    new RolloutSummary.Texts(
                            Optional.empty(),
                            java.util.Objects.requireNonNull(preview),
                            firstUserMessage == null ? "" : firstUserMessage));
        }
    }
}
