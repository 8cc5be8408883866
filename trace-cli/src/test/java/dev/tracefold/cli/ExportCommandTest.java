/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.model.json.Json;

/** {@code tracefold export} as a process. */
class ExportCommandTest {
    private static final List<String> AS_THE_LAUNCHER =
            Runtime.version().feature() < 23 ? List.of() : List.of("--sun-misc-unsafe-memory-access=allow");

    private static final Path REPOSITORY = Path.of("..");
    private static final String AGENTS = "examples/bundles/agents";

    @TempDir
    Path temp;

    private record Ran(int exitCode, String out, String err) {}

    private Ran tracefold(List<String> options, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(AS_THE_LAUNCHER);
        command.addAll(options);
        command.add(Tracefold.class.getName());
        command.addAll(List.of(args));
        return run(command, REPOSITORY);
    }

    private Ran export(String... args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("export"));
        words.addAll(List.of(args));
        return tracefold(List.of(), words.toArray(String[]::new));
    }

    private Ran run(List<String> command, Path directory) throws IOException, InterruptedException {
        Path out = temp.resolve("out.txt");
        Path err = temp.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    @Test
    void writes_a_file_and_the_same_to_standard_output() throws Exception {
        Path file = temp.resolve("trace.json");

        Ran written = export(AGENTS, "--format", "perfetto", "-o", file.toString());
        Ran printed = export(AGENTS, "-f", "perfetto");

        assertThat(written.exitCode).isZero();
        assertThat(written.out).isEmpty();
        assertThat(written.err).isEqualTo(AGENTS + ": 53 events, written to " + file + System.lineSeparator());
        assertThat(file).content().isEqualTo(printed.out);
        assertThat(Json.parse(printed.out.getBytes(UTF_8)).field("traceEvents")).isNotNull();
        assertThat(printed.err).isEmpty();
    }

    @Test
    void keeps_what_was_said_unless_content_is_asked_for() throws Exception {
        assertThat(export(AGENTS, "-f", "otlp").out)
                .contains("gen_ai.request.model")
                .doesNotContain("timeit_checkout");
        assertThat(export(AGENTS, "-f", "otlp", "--content", "-o", "-").out).contains("timeit_checkout");
    }

    @Test
    void sends_to_a_collector_and_says_under_which_id_it_is_found() throws Exception {
        List<String> taken = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            taken.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            Ran ran = export(AGENTS, "-f", "otlp", "--post", base);

            assertThat(ran.exitCode).as(ran.err).isZero();
            assertThat(ran.out).isEmpty();
            assertThat(ran.err)
                    .isEqualTo(AGENTS + ": 20 spans in 1 request sent to " + base
                            + "/v1/traces as trace ed8caf56a8bcc07a121a7e8b017ad653" + System.lineSeparator());
            assertThat(taken).hasSize(1);
            assertThat(taken.get(0)).isEqualTo(export(AGENTS, "-f", "otlp").out);
        } finally {
            server.stop(0);
        }
        Ran gone = export(AGENTS, "-f", "otlp", "--post", base);
        assertThat(gone.exitCode).isEqualTo(3);
        assertThat(gone.err.lines())
                .singleElement()
                .asString()
                .startsWith("tracefold export: nobody answers at " + base);
    }

    @Test
    void says_what_was_asked_wrongly() throws Exception {
        assertRefused("--format is perfetto, otlp or jsonl, not 'svg'.", AGENTS, "-f", "svg");
        assertRefused("--content is for --format otlp.", AGENTS, "-f", "jsonl", "--content");
        assertRefused("--post is for --format otlp.", AGENTS, "-f", "perfetto", "--post", "http://localhost");
        assertRefused(
                "this one does not begin with http:// or https://.", AGENTS, "-f", "otlp", "--post", "localhost:4318");
        assertRefused("--format", AGENTS);
    }

    private void assertRefused(String sentence, String... args) throws Exception {
        Ran ran = export(args);
        assertThat(ran.exitCode).isEqualTo(2);
        assertThat(ran.out).isEmpty();
        assertThat(ran.err).contains(sentence);
    }

    @Test
    void of_a_broken_bundle_there_is_nothing_or_what_is_good() throws Exception {
        Path file = temp.resolve("trace.json");

        Ran strict = export("examples/bundles/broken", "-f", "jsonl", "-o", file.toString());
        assertThat(strict.exitCode).isEqualTo(1);
        assertThat(strict.err).contains("SEQUENCE_GAP").contains("--salvage");
        assertThat(file).doesNotExist();

        assertThat(export("examples/bundles/broken", "-f", "jsonl", "--salvage", "-o", file.toString()).exitCode)
                .isZero();
        assertThat(file).isNotEmptyFile();
        assertThat(export(
                                AGENTS,
                                "-f",
                                "jsonl",
                                "-o",
                                temp.resolve("no/such/file").toString())
                        .exitCode)
                .isEqualTo(3);
    }

    @Test
    void only_otlp_pays_for_protobuf() throws Exception {
        List<String> log = List.of("-Xlog:class+load:file=" + temp.resolve("classes.txt"));
        for (String format : List.of("perfetto", "jsonl", "otlp")) {
            tracefold(log, "export", AGENTS, "-f", format);
            boolean loaded = Files.readString(temp.resolve("classes.txt")).contains(" com.google.protobuf.");
            assertThat(loaded).as(format).isEqualTo(format.equals("otlp"));
        }
        tracefold(log, "summary", AGENTS);
        assertThat(temp.resolve("classes.txt"))
                .content()
                .doesNotContain("com.google.protobuf")
                .doesNotContain("java.net.http");
    }

    /** What {@code docs/export.md} shows is what comes out. */
    @Nested
    class The_documentation {
        private static final Pattern EXAMPLE = Pattern.compile(
                "```console\n\\$ (\\./tracefold export [^\n]* \\| jq [^\n]*)\n(.*?)```", Pattern.DOTALL);

        static boolean jq() {
            try {
                return new ProcessBuilder("jq", "--version").start().waitFor() == 0;
            } catch (IOException absent) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Test
        @EnabledIf("jq")
        void shows_what_jq_finds() throws Exception {
            Matcher example = EXAMPLE.matcher(Files.readString(REPOSITORY.resolve("docs/export.md")));
            int examples = 0;
            while (example.find()) {
                String program = "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' "
                        + String.join(" ", AS_THE_LAUNCHER)
                        + " -cp '"
                        + System.getProperty("java.class.path") + "' " + Tracefold.class.getName();
                Ran ran = run(List.of("sh", "-c", example.group(1).replace("./tracefold", program)), REPOSITORY);
                assertThat(ran.err).isEmpty();
                assertThat(ran.out).as(example.group(1)).isEqualTo(example.group(2));
                examples++;
            }
            assertThat(examples).isGreaterThanOrEqualTo(3);
        }
    }
}
