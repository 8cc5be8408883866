/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What other programs wrote is read and written back byte for byte. */
class RoundTripTest {
    /** The project's own cases, and those beside the checkout where there are any. */
    static List<Path> cases() {
        List<Path> cases = new ArrayList<>();
        for (Path root : List.of(
                Path.of("../trace-reducer/src/test/conformance"),
                Path.of(System.getProperty("tracefold.conformance", "none")))) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> found = Files.walk(root, 2)) {
                    found.filter(path -> Files.isDirectory(path.resolve("bundle")))
                            .sorted()
                            .forEach(cases::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return cases;
    }

    @Test
    void there_are_cases() {
        assertThat(cases()).hasSizeGreaterThan(180);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_state_is_written_back_byte_for_byte(Path folder) throws Exception {
        Path state = folder.resolve("expected-state.json");
        if (Files.exists(state)) {
            byte[] expected = Files.readAllBytes(state);
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            try (InputStream in = Files.newInputStream(state)) {
                GraphJson.write(GraphJson.read(in), written);
            }
            assertSame(written.toByteArray(), expected);
        }
    }

    /** Cases with an answer that is no error have no planted fault; a few hold other spellings on purpose. */
    @ParameterizedTest
    @MethodSource("cases")
    void a_log_and_its_manifest_are_written_back_byte_for_byte(Path folder) throws Exception {
        List<String> otherSpellings =
                List.of("unknown-fields-are-ignored", "byte-order-mark-and-crlf-are-accepted", "torn-tail");
        if (!Files.exists(folder.resolve("expected-state.json"))
                || otherSpellings.contains(folder.getFileName().toString())) {
            return;
        }
        Path manifest = folder.resolve("bundle/manifest.json");
        assertSame(ManifestJson.toBytes(ManifestJson.read(Files.readAllBytes(manifest))), Files.readAllBytes(manifest));
        byte[] log = Files.readAllBytes(folder.resolve("bundle/trace.jsonl"));
        int start = 0;
        for (int line = 1; start < log.length; line++) {
            int end = start;
            while (log[end] != '\n') {
                end++;
            }
            String text = new String(log, start, end - start, StandardCharsets.UTF_8);
            if (!text.isBlank()) {
                byte[] written = RawEventJson.toLine(RawEventJson.read(log, start, end, line));
                assertSame(Arrays.copyOf(written, written.length - 1), inTheOrderOfTheFormat(text));
            }
            start = end + 1;
        }
    }

    /**
     * Some recorders write two types of event in an order of their own. The order does not count on reading; on writing
     * there is one.
     */
    private static byte[] inTheOrderOfTheFormat(String text) {
        return text.replaceFirst(
                        "(\"type\":\"tool_call_runtime_ended\".*?),(\"runtime_payload\":\\{.*}),(\"status\":\"\\w+\")}}$",
                        "$1,$3,$2}}")
                .replaceFirst(
                        "(\"type\":\"inference_cancelled\".*?),(\"partial_response_payload\":.*),(\"reason\":\"[^\"]*\")}}$",
                        "$1,$3,$2}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Shows where they part rather than all that they are. */
    private static void assertSame(byte[] written, byte[] expected) {
        int at = Arrays.mismatch(written, expected);
        if (at >= 0) {
            assertThat(around(written, at)).as("around byte " + at).isEqualTo(around(expected, at));
        }
    }

    private static String around(byte[] bytes, int at) {
        int from = Math.max(0, at - 60);
        return new String(bytes, from, Math.min(bytes.length, at + 60) - from, StandardCharsets.UTF_8);
    }
}
