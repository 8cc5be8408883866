/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Zstd;
import dev.tracefold.rollout.record.NewSession;
import dev.tracefold.rollout.record.RolloutContext;

/** A data directory with a fixed clock and the means to put rollouts there and look at them. */
public final class TestHome {
    public static final Instant NOW = Instant.parse("2026-03-01T23:30:00Z");
    public static final Instant LONG_AGO = NOW.minusSeconds(8 * 86_400);

    public final RolloutHome home;
    public final FaultyFiles files = new FaultyFiles();
    public final RolloutContext context;

    public TestHome(Path root) {
        home = new RolloutHome(root);
        context = RolloutContext.of(home).withFiles(files).withClock(Clock.fixed(NOW, ZoneId.of("+02:00")));
    }

    public Path root() {
        return home.root();
    }

    public static NewSession session(ThreadId id) {
        return new NewSession(
                id, Path.of("/nonexistent/shop"), new NewSession.Client("shop_cli", "1.4.0"), "cli", Map.of());
    }

    /** The plain path of a live rollout created at this time. */
    public Path live(String created, ThreadId id) {
        return home.livePath(RolloutName.of(Instant.parse(created), id));
    }

    public Path archived(String created, ThreadId id) {
        return home.archivedPath(RolloutName.of(Instant.parse(created), id));
    }

    /** A live rollout of header, user message and further lines. */
    public Path sample(int n, String... more) throws IOException {
        Path path = live("2026-03-01T10:00:00Z", Lines.id(n));
        return write(
                path,
                Stream.concat(Stream.of(Lines.meta(Lines.id(n)), Lines.user("hello from " + n)), Stream.of(more))
                        .toArray(String[]::new));
    }

    public static Path write(Path path, String... lines) throws IOException {
        return writeText(path, String.join("\n", lines) + "\n");
    }

    public static Path writeText(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    public static Path age(Path path, Instant modified) throws IOException {
        return Files.setLastModifiedTime(path, FileTime.from(modified));
    }

    /** Replaces a plain rollout by its compressed form with the same times and mode. */
    public static Path compress(Path plain) throws IOException {
        Path compressed = RolloutForms.compressed(plain);
        try (FileChannel in = FileChannel.open(plain);
                FileChannel out =
                        FileChannel.open(compressed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Zstd.encode(in, in.size(), out, FileOps.REAL, bytes -> {});
        }
        Files.setLastModifiedTime(compressed, Files.getLastModifiedTime(plain));
        Files.setPosixFilePermissions(compressed, Files.getPosixFilePermissions(plain));
        Files.delete(plain);
        return compressed;
    }

    public static String decompress(Path compressed) throws IOException {
        try (var in = Zstd.decoder(Files.newInputStream(compressed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static List<String> lines(Path path) throws IOException {
        return Files.readAllLines(path);
    }

    /** Every file below the root except our own directory, relative. */
    public List<String> tree() throws IOException {
        try (Stream<Path> walk = Files.walk(root())) {
            return walk.filter(path -> !path.equals(root()) && !path.startsWith(home.own()))
                    .filter(Files::isRegularFile)
                    .map(home::key)
                    .sorted()
                    .toList();
        }
    }
}
