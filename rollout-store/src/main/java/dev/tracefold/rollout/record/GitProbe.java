/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.line.GitInfo;

/** Reads the state of a repository from its files, without starting a program. */
final class GitProbe {
    private static final int HASH_LENGTH = 40;

    private GitProbe() {}

    /** The repository around {@code directory}; empty when there is none, it cannot be read, or that is no path here. */
    static Optional<GitInfo> read(String directory) {
        try {
            Path git = gitDirectory(Path.of(directory));
            return git == null ? Optional.empty() : Optional.of(read(git, commonDirectory(git)));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static GitInfo read(Path git, Path common) throws IOException {
        String head = text(git.resolve("HEAD"));
        if (!head.startsWith("ref: ")) {
            return new GitInfo(hashOrNull(head), null, originUrl(common));
        }
        String ref = head.substring("ref: ".length()).strip();
        String branch = ref.startsWith("refs/heads/") ? ref.substring("refs/heads/".length()) : ref;
        return new GitInfo(commit(common, ref), branch, originUrl(common));
    }

    private static @Nullable Path gitDirectory(Path directory) throws IOException {
        for (Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.isDirectory(git)) {
                return git;
            }
            if (Files.isRegularFile(git)) {
                String pointer = text(git);
                return pointer.startsWith("gitdir: ")
                        ? at.resolve(pointer.substring(8).strip()).normalize()
                        : null;
            }
        }
        return null;
    }

    private static Path commonDirectory(Path git) throws IOException {
        Path pointer = git.resolve("commondir");
        return Files.isRegularFile(pointer) ? git.resolve(text(pointer)).normalize() : git;
    }

    private static @Nullable String commit(Path git, String ref) throws IOException {
        Path loose = git.resolve(ref).normalize();
        if (loose.startsWith(git) && Files.isRegularFile(loose)) {
            return hashOrNull(text(loose));
        }
        Path packed = git.resolve("packed-refs");
        if (!Files.isRegularFile(packed)) {
            return null;
        }
        for (String line : Files.readAllLines(packed, StandardCharsets.UTF_8)) {
            if (line.endsWith(" " + ref) && line.length() > HASH_LENGTH) {
                return hashOrNull(line.substring(0, HASH_LENGTH));
            }
        }
        return null;
    }

    private static @Nullable String originUrl(Path git) throws IOException {
        Path config = git.resolve("config");
        if (!Files.isRegularFile(config)) {
            return null;
        }
        boolean inOrigin = false;
        List<String> lines = Files.readAllLines(config, StandardCharsets.UTF_8);
        for (String line : lines) {
            String trimmed = line.strip();
            if (trimmed.startsWith("[")) {
                inOrigin = trimmed.equals("[remote \"origin\"]");
            } else if (inOrigin && trimmed.startsWith("url")) {
                int equals = trimmed.indexOf('=');
                return equals < 0 ? null : trimmed.substring(equals + 1).strip();
            }
        }
        return null;
    }

    private static @Nullable String hashOrNull(String text) {
        return text.length() >= HASH_LENGTH && text.chars().allMatch(c -> Character.digit(c, 16) >= 0) ? text : null;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
}
