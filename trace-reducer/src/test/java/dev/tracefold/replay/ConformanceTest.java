/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.tracefold.model.json.GraphJson;
import dev.tracefold.model.json.Json;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.reducer.ReductionError;

class ConformanceTest {
    static List<Path> cases() {
        return Cases.all();
    }

    @Test
    void there_are_cases() {
        assertThat(cases()).hasSizeGreaterThan(180);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_bundle_gives_its_answer(Path folder, @TempDir Path scratch) throws Exception {
        ReplayResult result = Replay.strict(bundle(folder, scratch)).run();
        Path state = folder.resolve("expected-state.json");
        if (Files.exists(state)) {
            assertThat(result.error()).as(folder.toString()).isEmpty();
            assertSame(written(result), Files.readAllBytes(state));
        } else {
            JsonValue expected = Json.parse(Files.readAllBytes(folder.resolve("expected-error.json")));
            assertThat(result.error()).as(folder.toString()).isPresent();
            ReductionError error = result.error().orElseThrow();
            assertThat(error.code().name() + " seq " + error.seq() + " line " + error.line())
                    .as(error.toString())
                    .isEqualTo(expected.field("code").text() + " seq " + number(expected, "seq") + " line "
                            + number(expected, "line"));
        }
    }

    /** Some ways of copying turn the one link among the cases into a file that holds its target; it is made a link again. */
    private static Path bundle(Path folder, Path scratch) throws IOException {
        Path bundle = folder.resolve("bundle");
        Path link = bundle.resolve("payloads/2.json");
        if (!folder.endsWith("payload-link-that-leaves-the-bundle") || Files.isSymbolicLink(link)) {
            return bundle;
        }
        Path copy = Files.createDirectories(scratch.resolve("case/bundle"));
        Files.createDirectory(copy.resolve("payloads"));
        for (String file : List.of("manifest.json", "trace.jsonl", "payloads/1.json")) {
            Files.copy(bundle.resolve(file), copy.resolve(file));
        }
        Files.copy(folder.resolve("about.txt"), scratch.resolve("case/about.txt"));
        Files.createSymbolicLink(copy.resolve("payloads/2.json"), Path.of(Files.readString(link)));
        return copy;
    }

    private static @Nullable Long number(JsonValue json, String name) {
        return json.field(name) instanceof JsonNumber number ? number.int64() : null;
    }

    static byte[] written(ReplayResult result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GraphJson.write(result.graph(), out);
        return out.toByteArray();
    }

    /** Shows where they part rather than all that they are. */
    private static void assertSame(byte[] written, byte[] expected) {
        int at = Arrays.mismatch(written, expected);
        if (at >= 0) {
            assertThat(around(written, at)).as("around byte " + at).isEqualTo(around(expected, at));
        }
    }

    private static String around(byte[] bytes, int at) {
        int from = Math.max(0, at - 300);
        return new String(bytes, from, Math.min(bytes.length, at + 100) - from, StandardCharsets.UTF_8);
    }
}
