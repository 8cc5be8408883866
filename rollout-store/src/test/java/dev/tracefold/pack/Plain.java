/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.json.ManifestJson;
import dev.tracefold.model.raw.TraceManifest;

/** Plain bundles for the tests, and what is in them. */
final class Plain {
    static final Instant LONG_AGO = Instant.parse("2024-02-29T12:34:56.123456789Z");
    private static final String ENDED = "{\"schema_version\":1,\"seq\":1,\"wall_time_unix_ms\":1,\"rollout_id\":\"r\","
            + "\"thread_id\":null,\"codex_turn_id\":null,\"payload\":{\"type\":\"rollout_ended\",\"status\":\"completed\"}}\n";

    private Plain() {}

    /** A small bundle with an end. */
    static Path write(Path bundle) throws IOException {
        Files.createDirectories(bundle.resolve("payloads"));
        Files.write(
                bundle.resolve("manifest.json"),
                ManifestJson.toBytes(TraceManifest.of(new TraceId("t"), new RolloutId("r"), new ThreadId("th"), 1)));
        Files.writeString(bundle.resolve("trace.jsonl"), ENDED);
        return bundle;
    }

    /** The same with bodies that repeat each other. */
    static Path write(Path bundle, int payloads, int growth) throws IOException {
        write(bundle);
        Random random = new Random(payloads);
        StringBuilder history = new StringBuilder();
        for (int i = 1; i <= payloads; i++) {
            for (int word = 0; word < growth; word++) {
                history.append(Integer.toString(random.nextInt(5000), 36)).append(' ');
            }
            Files.writeString(bundle.resolve("payloads").resolve(i + ".json"), "\"" + history + "\"");
        }
        return age(bundle);
    }

    /** Gives each file another time, long ago. */
    static Path age(Path bundle) throws IOException {
        int i = 0;
        try (Stream<Path> walk = Files.walk(bundle)) {
            for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.setLastModifiedTime(path, FileTime.from(LONG_AGO.plusMillis(i++ * 1234567L)));
            }
        }
        return bundle;
    }

    /** All that a bundle is: names, times, modes and bytes. */
    static Map<String, String> snapshot(Path bundle) {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(bundle)) {
            for (Path path : walk.toList()) {
                String content = Files.isDirectory(path)
                        ? "directory"
                        : java.util.HexFormat.of().formatHex(PackFormat.sha256(Files.readAllBytes(path)));
                all.put(
                        bundle.relativize(path).toString(),
                        Files.getLastModifiedTime(path).toInstant() + " " + Modes.of(path) + " " + content);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, byte[]> bytes(PackedBundle bundle) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        for (PackedFile file : bundle.files()) {
            all.put(file.name(), bundle.read(file));
        }
        return all;
    }

    static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            LeftOvers.delete(path);
        }
    }

    static Path pack(Path bundle) throws IOException {
        return new BundlePacker(PackProgress.NONE).pack(bundle, true).packed();
    }
}
