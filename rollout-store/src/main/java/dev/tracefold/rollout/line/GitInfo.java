/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.internal.Json;

/** The state of the repository that a session ran in, as far as it was known. */
public record GitInfo(
        @Nullable String commitHash,
        @Nullable String branch,
        @Nullable String repositoryUrl) {
    /** The {@code git} object of a session_meta payload. */
    public ObjectNode toJson() {
        ObjectNode git = Json.object();
        if (commitHash != null) {
            git.put("commit_hash", commitHash);
        }
        if (branch != null) {
            git.put("branch", branch);
        }
        if (repositoryUrl != null) {
            git.put("repository_url", repositoryUrl);
        }
        return git;
    }
}
