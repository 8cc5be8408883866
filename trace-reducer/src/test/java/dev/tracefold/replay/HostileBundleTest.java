/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.model.raw.EventType;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.Say;

/** Bundles made to hurt whoever reads them: each is a clear error, and nothing outside of it is read. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileBundleTest {
    private static final String SECRET = "{\"secret\":\"outside\",\"input\":[]}";

    @TempDir
    Path scratch;

    Path bundle;
    Path outside;

    @BeforeEach
    void a_good_bundle_beside_a_file_that_is_nobodys_business() throws IOException {
        bundle = Recording.inTurn().request("i", Say.user("hello")).writeTo(scratch.resolve("bundle"));
        outside = Files.writeString(scratch.resolve("outside.json"), SECRET);
        assertThat(Replay.strict(bundle).run().ok()).isTrue();
    }

    private ReductionError error() throws IOException {
        ReplayResult result = Replay.strict(bundle).run();
        assertThat(result.error()).isPresent();
        ReductionError error = result.error().orElseThrow();
        assertThat(error.toString()).doesNotContain("secret");
        assertThat(error.sentence()).isNotBlank();
        return error;
    }

    private String read(String file) throws IOException {
        return Files.readString(bundle.resolve(file));
    }

    private void replace(String file, String what, String by) throws IOException {
        String text = read(file);
        assertThat(text).contains(what);
        Files.writeString(bundle.resolve(file), text.replace(what, by));
    }

    private void replace(Path file, Path link) throws IOException {
        Files.delete(file);
        Files.createSymbolicLink(file, link);
    }

    private void append(String line) throws IOException {
        Files.writeString(bundle.resolve("trace.jsonl"), read("trace.jsonl") + line);
    }

    /** An event that would be good as the next one but for what is put in its payload. */
    private static String event(String payload) {
        return "{\"schema_version\":1,\"seq\":5,\"wall_time_unix_ms\":1,\"rollout_id\":\"rollout\",\"payload\":"
                + payload + "}";
    }

    private static void fifo(Path path) throws IOException, InterruptedException {
        Process mkfifo = new ProcessBuilder("mkfifo", path.toString()).start();
        assumeThat(mkfifo.waitFor()).as("mkfifo").isZero();
    }

    @Nested
    class PayloadPaths {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ABSOLUTE",
                    "/etc/passwd",
                    "/dev/zero",
                    "//payloads/1.json",
                    "../outside.json",
                    "payloads/../../outside.json",
                    "payloads/../payloads/1.json",
                    "..",
                    "payloads/.."
                })
        void that_lead_out_are_refused(String path) throws IOException {
            replace("trace.jsonl", "payloads/1.json", path.equals("ABSOLUTE") ? outside.toString() : path);
            ReductionError error = error();
            assertThat(error.code()).isEqualTo(ErrorCode.PAYLOAD_OUTSIDE_BUNDLE);
            assertThat(error.seq()).isEqualTo(4);
            assertThat(error.line()).isEqualTo(4);
            assertThat(error.facts()).containsEntry("payload", "raw_payload:1");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ".",
                    "payloads",
                    "payloads/",
                    "payloads/1.json/",
                    "none.json",
                    "payloads/1.json/x",
                    "\\u0000",
                    "a\\u0000b"
                })
        void that_lead_to_no_file_are_refused(String path) throws IOException {
            replace("trace.jsonl", "payloads/1.json", path);
            assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_MISSING);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 100})
        void that_no_file_can_have_are_refused(int names) throws IOException {
            replace("trace.jsonl", "payloads/1.json", "n/".repeat(names * 50) + "n".repeat(names == 1 ? 256 : 1));
            ReductionError error = error();
            assertThat(error.code()).isEqualTo(ErrorCode.PAYLOAD_MISSING);
            assertThat(error.seq()).isEqualTo(4);
        }

        /** Else one could be told what there is outside. */
        @Test
        void that_lead_out_are_refused_whether_or_not_there_is_something() throws IOException {
            Path nowhere = scratch.resolve("nowhere");
            Files.createSymbolicLink(bundle.resolve("out"), nowhere);
            Files.createSymbolicLink(bundle.resolve("by-name"), Path.of("../nowhere"));
            Files.createSymbolicLink(bundle.resolve("again"), Path.of("out"));
            Files.createSymbolicLink(bundle.resolve("in"), Path.of("payloads/../none"));
            Files.createSymbolicLink(bundle.resolve("round"), Path.of("round"));
            String log = read("trace.jsonl");
            for (String path : List.of("out/1.json", "out", "by-name/a/b.json", "again/1.json", "payloads/../out")) {
                Files.writeString(bundle.resolve("trace.jsonl"), log.replace("payloads/1.json", path));
                assertThat(error().code()).as(path).isEqualTo(ErrorCode.PAYLOAD_OUTSIDE_BUNDLE);
            }
            for (String path : List.of("in/1.json", "in", "round", "round/1.json", "payloads/none/1.json")) {
                Files.writeString(bundle.resolve("trace.jsonl"), log.replace("payloads/1.json", path));
                assertThat(error().code()).as(path).isEqualTo(ErrorCode.PAYLOAD_MISSING);
            }
        }

        @Test
        void that_are_links_out_are_refused() throws IOException {
            replace(bundle.resolve("payloads/1.json"), outside);
            assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_OUTSIDE_BUNDLE);
        }

        @Test
        void that_are_links_by_way_of_links_are_refused() throws IOException {
            Files.createSymbolicLink(bundle.resolve("inner"), Path.of("../outside.json"));
            replace(bundle.resolve("payloads/1.json"), Path.of("../inner"));
            assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_OUTSIDE_BUNDLE);
        }

        @Test
        void that_go_through_a_directory_that_is_a_link_out_are_refused() throws IOException {
            Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
            Files.move(bundle.resolve("payloads/1.json"), elsewhere.resolve("1.json"));
            Files.delete(bundle.resolve("payloads"));
            Files.createSymbolicLink(bundle.resolve("payloads"), elsewhere);
            assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_OUTSIDE_BUNDLE);
        }

        @Test
        void do_not_tell_whether_a_file_outside_is_there() throws IOException {
            Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
            Files.delete(bundle.resolve("payloads/1.json"));
            Files.delete(bundle.resolve("payloads"));
            Files.createSymbolicLink(bundle.resolve("payloads"), elsewhere);
            assertThat(error().code()).as("through a directory").isEqualTo(ErrorCode.PAYLOAD_OUTSIDE_BUNDLE);
            Files.delete(bundle.resolve("payloads"));
            Files.createDirectory(bundle.resolve("payloads"));
            Files.createSymbolicLink(bundle.resolve("payloads/1.json"), scratch.resolve("nothing"));
            assertThat(error().code()).as("by a link").isEqualTo(ErrorCode.PAYLOAD_OUTSIDE_BUNDLE);
        }

        @Test
        void that_go_round_in_circles_are_refused() throws IOException {
            replace(bundle.resolve("payloads/1.json"), Path.of("1.json"));
            assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_MISSING);
        }

        @Test
        void that_are_links_to_files_inside_are_followed() throws IOException {
            Files.move(bundle.resolve("payloads/1.json"), bundle.resolve("moved.json"));
            Files.createSymbolicLink(bundle.resolve("payloads/1.json"), Path.of("../moved.json"));
            assertThat(Replay.strict(bundle).run().ok()).isTrue();
        }

        @Test
        void that_are_links_to_a_device_are_refused() throws IOException {
            replace(bundle.resolve("payloads/1.json"), Path.of("/dev/zero"));
            assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_OUTSIDE_BUNDLE);
        }

        @Test
        void that_are_directories_are_refused() throws IOException {
            Files.delete(bundle.resolve("payloads/1.json"));
            Files.createDirectory(bundle.resolve("payloads/1.json"));
            ReductionError error = error();
            assertThat(error.code()).isEqualTo(ErrorCode.PAYLOAD_MISSING);
            assertThat(error.sentence()).contains("no regular file");
        }

        @Test
        void that_are_pipes_are_refused_at_once() throws Exception {
            Files.delete(bundle.resolve("payloads/1.json"));
            fifo(bundle.resolve("payloads/1.json"));
            assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_MISSING);
        }

        @Test
        void are_checked_for_bodies_that_no_rule_reads() throws IOException {
            Recording recording = Recording.inTurn();
            recording.add(new RawEventPayload.ProtocolEventObserved(
                    "x",
                    new PayloadRef(
                            recording.body(PayloadKind.PROTOCOL_EVENT, "").payloadId(),
                            PayloadKind.PROTOCOL_EVENT,
                            "../outside.json")));
            bundle = recording.writeTo(scratch.resolve("unread"));
            assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_OUTSIDE_BUNDLE);
        }

        @Test
        void are_left_out_one_by_one_in_a_salvage() throws IOException {
            replace(bundle.resolve("payloads/1.json"), outside);
            ReplayResult result = Replay.salvage(bundle).run();
            assertThat(result.graph().inferenceCalls()).isEmpty();
            assertThat(result.graph().rawPayloads()).isEmpty();
            assertThat(result.diagnostics()).hasSize(1);
        }
    }

    @Nested
    class ManifestAndLog {
        @ParameterizedTest
        @CsvSource({
            "../outside.json,PAYLOAD_OUTSIDE_BUNDLE",
            "/etc/passwd,PAYLOAD_OUTSIDE_BUNDLE",
            "/dev/zero,PAYLOAD_OUTSIDE_BUNDLE",
            "payloads/../trace.jsonl,PAYLOAD_OUTSIDE_BUNDLE",
            "payloads,LOG_MISSING",
            "'',LOG_MISSING",
            ".,LOG_MISSING",
            "none.jsonl,LOG_MISSING",
            "\\u0000,LOG_MISSING"
        })
        void the_log_lies_inside(String log, ErrorCode code) throws IOException {
            replace("manifest.json", "trace.jsonl", log);
            assertThat(error().code()).isEqualTo(code);
        }

        @Test
        void the_log_may_have_another_name_and_place() throws IOException {
            Files.move(bundle.resolve("trace.jsonl"), bundle.resolve("payloads/other"));
            replace("manifest.json", "trace.jsonl", "payloads/other");
            assertThat(Replay.strict(bundle).run().ok()).isTrue();
        }

        @Test
        void a_log_that_is_a_link_out_is_refused() throws IOException {
            replace(bundle.resolve("trace.jsonl"), outside);
            assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_OUTSIDE_BUNDLE);
        }

        @Test
        void a_log_that_is_a_pipe_is_refused_at_once() throws Exception {
            Files.delete(bundle.resolve("trace.jsonl"));
            fifo(bundle.resolve("trace.jsonl"));
            assertThat(error().code()).isEqualTo(ErrorCode.LOG_MISSING);
        }

        @Test
        void a_manifest_that_is_a_link_out_is_refused() throws IOException {
            Files.move(bundle.resolve("manifest.json"), scratch.resolve("manifest.json"));
            Files.createSymbolicLink(bundle.resolve("manifest.json"), scratch.resolve("manifest.json"));
            assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_OUTSIDE_BUNDLE);
        }

        @Test
        void a_manifest_that_is_a_pipe_is_refused_at_once() throws Exception {
            Files.delete(bundle.resolve("manifest.json"));
            fifo(bundle.resolve("manifest.json"));
            assertThat(error().code()).isEqualTo(ErrorCode.MALFORMED_MANIFEST);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null", "[]", "{}", "{", "7", "\u0000", "{\"schema_version\":1}"})
        void a_manifest_that_is_none_is_refused(String manifest) throws IOException {
            Files.writeString(bundle.resolve("manifest.json"), manifest);
            assertThat(error().code()).isEqualTo(ErrorCode.MALFORMED_MANIFEST);
        }

        @ParameterizedTest
        @CsvSource({
            "2,UNSUPPORTED_SCHEMA",
            "-1,UNSUPPORTED_SCHEMA",
            "99999999999999999999999,UNSUPPORTED_SCHEMA",
            "'\"1\"',MALFORMED_MANIFEST",
            "1.0,MALFORMED_MANIFEST",
            "null,MALFORMED_MANIFEST"
        })
        void the_version_of_a_manifest_is_checked(String version, ErrorCode code) throws IOException {
            replace("manifest.json", "\"schema_version\": 1", "\"schema_version\": " + version);
            assertThat(error().code()).isEqualTo(code);
        }

        @Test
        void a_bundle_that_is_itself_behind_a_link_is_read() throws IOException {
            Path link = Files.createSymbolicLink(scratch.resolve("link"), bundle);
            assertThat(Replay.strict(link).run().ok()).isTrue();
        }
    }

    @Nested
    class Lines {
        private void log(byte[] bytes) throws IOException {
            Files.write(bundle.resolve("trace.jsonl"), bytes);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n\n \t\r\n", "\ufeff", "\ufeff\n", "\ufeff\r\n\n"})
        void a_log_without_events_is_a_session_in_which_nothing_happened(String log) throws IOException {
            log(log.getBytes(StandardCharsets.UTF_8));
            ReplayResult result = Replay.strict(bundle).run();
            assertThat(result.error()).isEmpty();
            assertThat(result.events()).isZero();
            assertThat(result.diagnostics()).isEmpty();
            assertThat(result.graph().traceId()).hasToString("trace");
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
        void a_log_in_another_encoding_is_refused(String charset) throws IOException {
            String written = read("trace.jsonl");
            log((written + "\n").getBytes(Charset.forName(charset)));
            assertThat(error().code()).isEqualTo(ErrorCode.MALFORMED_EVENT);
            log(written.lines().findFirst().orElseThrow().getBytes(Charset.forName(charset)));
            ReplayResult tail = Replay.strict(bundle).run();
            assertThat(tail.diagnostics())
                    .as("a last line that is nothing is torn")
                    .hasSize(1);
        }

        @Test
        void bytes_that_are_no_utf8_are_refused_with_their_line() throws IOException {
            byte[] log = read("trace.jsonl")
                    .replace("hello", "h\u00e9llo")
                    .replace("/root", "/r\u00e9ot")
                    .getBytes(StandardCharsets.ISO_8859_1);
            log(log);
            ReductionError error = error();
            assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_EVENT);
            assertThat(error.line()).isEqualTo(2);
            assertThat(error.seq()).isNull();
            assertThat(error.sentence()).contains("UTF-8");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\u0000",
                    "\u0000{}",
                    "\u000b",
                    "\ufeff",
                    "{}{}",
                    "[]",
                    "null",
                    "nul",
                    "\"\\ud800\"",
                    "{\"a\":NaN}",
                    "{'a':1}",
                    "// no"
                })
        void a_line_that_is_no_event_is_refused(String line) throws IOException {
            append(line + "\n");
            ReductionError error = error();
            assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_EVENT);
            assertThat(error.line()).isEqualTo(5);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "9223372036854775808",
                    "-9223372036854775809",
                    "1e400",
                    "1.0",
                    "5e0",
                    "\"5\"",
                    "null",
                    "true",
                    "[5]"
                })
        void a_seq_that_is_no_integer_of_64_bits_is_malformed(String seq) throws IOException {
            append(event("{\"type\":\"rollout_ended\",\"status\":\"failed\"}").replace("\"seq\":5", "\"seq\":" + seq)
                    + "\n");
            assertThat(error().code()).isEqualTo(ErrorCode.MALFORMED_EVENT);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"type\":\"rollout_ended\"}|ROLLOUT_ENDED",
                    "{\"type\":\"rollout_ended\",\"status\":7}|ROLLOUT_ENDED",
                    "{\"type\":\"other\"}|OTHER",
                    "{\"type\":\"ROLLOUT_ENDED\"}|",
                    "{\"type\":\"rollout_mended\"}|",
                    "{\"type\":[\"rollout_ended\"]}|",
                    "{\"type\":\"rollout_ended\"|",
                    "7|"
                })
        void an_event_that_is_malformed_is_told_of_with_its_type_if_that_can_be_read(
                String payload, @Nullable EventType type) throws IOException {
            append(event(payload) + "\n");
            ReductionError error = error();
            assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_EVENT);
            assertThat(error.eventType()).isEqualTo(type);
        }

        @Test
        void a_number_of_a_million_digits_is_refused_in_no_time() throws IOException {
            append(event("{\"type\":\"rollout_ended\",\"status\":\"failed\"}")
                            .replace("\"seq\":5", "\"seq\":" + "9".repeat(1_000_000))
                    + "\n");
            ReductionError error = error();
            assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_EVENT);
            assertThat(error.sentence()).hasSizeLessThan(500);
        }

        @ParameterizedTest
        @CsvSource({
            "9223372036854775807,SEQUENCE_GAP",
            "0,SEQUENCE_REPEAT",
            "-9223372036854775808,SEQUENCE_REPEAT",
            "-0,SEQUENCE_REPEAT"
        })
        void a_seq_out_of_order_is_an_error_however_large(String seq, ErrorCode code) throws IOException {
            append(event("{\"type\":\"rollout_ended\",\"status\":\"failed\"}").replace("\"seq\":5", "\"seq\":" + seq)
                    + "\n");
            assertThat(error().code()).isEqualTo(code);
        }

        @Test
        void behind_the_largest_seq_everything_is_a_repeat() throws IOException {
            append(event("{\"type\":\"rollout_ended\",\"status\":\"failed\"}")
                            .replace("\"seq\":5", "\"seq\":9223372036854775807")
                    + "\n"
                    + event("{\"type\":\"rollout_ended\",\"status\":\"completed\"}") + "\n");
            ReplayResult result = Replay.salvage(bundle).run();
            assertThat(result.graph().status().name()).isEqualTo("FAILED");
            assertThat(result.diagnostics()).hasSize(2);
            assertThat(result.diagnostics().get(1).sentence()).contains("SEQUENCE_REPEAT");
        }

        @Test
        void of_a_field_that_comes_twice_the_last_counts() throws IOException {
            append(event("{\"type\":\"rollout_ended\",\"status\":\"failed\",\"status\":\"aborted\"}") + "\n");
            assertThat(Replay.strict(bundle).run().graph().status().name()).isEqualTo("ABORTED");
        }

        @Test
        void an_event_may_nest_a_thousand_deep_and_no_deeper() throws IOException {
            String good = event("{\"type\":\"rollout_ended\",\"status\":\"failed\",\"new\":NESTED}");
            int around = 2;
            append(good.replace("NESTED", nested(1000 - around)) + "\n");
            assertThat(Replay.strict(bundle).run().ok()).isTrue();
            append(good.replace("\"seq\":5", "\"seq\":6").replace("NESTED", nested(1001 - around)) + "\n");
            assertThat(error().code()).isEqualTo(ErrorCode.MALFORMED_EVENT);
            assertThat(error().line()).isEqualTo(6);
        }

        @Test
        void an_event_whose_type_comes_last_may_nest_as_deep() throws IOException {
            String late = event("{\"new\":" + nested(998) + ",\"status\":\"failed\",\"type\":\"rollout_ended\"}");
            append(late + "\n");
            assertThat(Replay.strict(bundle).run().ok()).isTrue();
        }

        @Test
        void a_hundred_thousand_brackets_are_refused() throws IOException {
            append("[".repeat(100_000) + "\n");
            assertThat(error().code()).isEqualTo(ErrorCode.MALFORMED_EVENT);
        }

        /** Its number is no word about how far the session has come. */
        @Test
        void of_another_session_do_not_end_a_look_at_an_earlier_moment() throws IOException {
            String late = event("{\"type\":\"rollout_ended\",\"status\":\"completed\"}");
            append(late.replace("\"seq\":5", "\"seq\":999")
                            .replace("\"rollout_id\":\"rollout\"", "\"rollout_id\":\"b\"")
                    + "\n" + late + "\n");

            ReplayResult result = Replay.salvage(bundle).until(5).run();
            assertThat(result.events()).isEqualTo(5);
            assertThat(result.diagnostics())
                    .extracting(diagnostic ->
                            ((Diagnostic.LeftOut) diagnostic).error().code())
                    .containsExactly(ErrorCode.ROLLOUT_MISMATCH);
            assertThat(Replay.strict(bundle).until(4).run().ok()).isTrue();
            assertThat(Replay.strict(bundle).until(5).run().ok()).isFalse();
        }
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    @Nested
    class Bodies {
        private @Nullable ErrorCode of(String body) throws IOException {
            Files.writeString(bundle.resolve("payloads/1.json"), body);
            return Replay.strict(bundle).run().error().map(ReductionError::code).orElse(null);
        }

        @Test
        void may_nest_a_thousand_deep_and_no_deeper() throws IOException {
            assertThat(of("{\"input\":[{\"type\":\"web_search_call\",\"a\":" + nested(997) + "}]}"))
                    .isNull();
            assertThat(of("{\"input\":[{\"type\":\"web_search_call\",\"a\":" + nested(998) + "}]}"))
                    .isEqualTo(ErrorCode.PAYLOAD_MALFORMED);
            assertThat(of("[".repeat(1_000_000))).isEqualTo(ErrorCode.PAYLOAD_MALFORMED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "{",
                    "{\"input\":[]}x",
                    "{\"input\":[],}",
                    "\u0000",
                    "{\"input\":[\"\\udfff\"]}",
                    "{\"input\":[1e400]}",
                    "{\"input\":[NaN]}",
                    "{\"input\":[\"a\nb\"]}"
                })
        void that_are_no_json_are_refused(String body) throws IOException {
            assertThat(of(body)).isEqualTo(ErrorCode.PAYLOAD_MALFORMED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE"})
        void in_another_encoding_are_refused(String charset) throws IOException {
            Files.write(bundle.resolve("payloads/1.json"), "{\"input\":[]}".getBytes(Charset.forName(charset)));
            assertThat(error().code()).isEqualTo(ErrorCode.PAYLOAD_MALFORMED);
        }

        @Test
        void with_numbers_of_any_length_are_read_in_no_time() throws IOException {
            String item = "{\"type\":\"function_call\",\"arguments\":%s}";
            String digits = "9".repeat(1_000_000);
            assertThat(of("{\"input\":[" + item.formatted(digits) + "," + item.formatted("0." + digits) + ","
                            + item.formatted("[" + digits + "]") + "]}"))
                    .isNull();
        }

        @Test
        void with_names_that_collide_are_read_in_no_time() throws IOException {
            // "Aa" and "BB" have one hash code, and so have all texts made of as many of them.
            List<String> names = new ArrayList<>(List.of(""));
            for (int n = 0; n < 13; n++) {
                List<String> longer = new ArrayList<>();
                names.forEach(name -> longer.addAll(List.of(name + "Aa", name + "BB")));
                names = longer;
            }
            StringBuilder body = new StringBuilder("{\"input\":[{\"type\":\"web_search_call\"");
            names.forEach(name -> body.append(",\"").append(name).append("\":1"));
            assertThat(of(body.append("}]}").toString())).isNull();
        }

        @Test
        void with_a_repeated_array_count_once() throws IOException {
            assertThat(of("{\"input\":[7],\"input\":[]}")).isNull();
        }
    }

    /** What a child with little memory says of a bundle. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Replay replay = arguments[1].equals("strict")
                    ? Replay.strict(Path.of(arguments[0]))
                    : Replay.salvage(Path.of(arguments[0]));
            ReplayResult result = replay.run();
            System.out.println(result.error().map(ReductionError::toString).orElse("ok"));
            result.diagnostics().forEach(found -> System.out.println(found.sentence()));
        }
    }

    @Nested
    class LongLines {
        private static final int HUGE = 200 << 20;

        private String reducedWithLittleMemory(String mode) throws IOException, InterruptedException {
            Path told = scratch.resolve("told.txt");
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            bundle.toString(),
                            mode)
                    .redirectErrorStream(true)
                    .redirectOutput(told.toFile())
                    .start();
            assertThat(child.waitFor(50, TimeUnit.SECONDS)).as("the child ends").isTrue();
            return Files.readString(told);
        }

        /** Puts a line of 200 MB behind the good ones, and a good one behind it. */
        private void append(String before, String after, boolean terminated) throws IOException {
            byte[] filling = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(bundle.resolve("trace.jsonl"), java.nio.file.StandardOpenOption.APPEND))) {
                out.write(before.getBytes(StandardCharsets.UTF_8));
                for (int written = 0; written < HUGE; written += filling.length) {
                    out.write(filling);
                }
                out.write(after.getBytes(StandardCharsets.UTF_8));
                if (terminated) {
                    out.write(("\n" + event("{\"type\":\"rollout_ended\",\"status\":\"failed\"}") + "\n")
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
        }

        @Test
        void that_are_nothing_are_refused() throws Exception {
            append("", "", true);
            assertThat(reducedWithLittleMemory("strict")).startsWith("line 5: MALFORMED_EVENT");
        }

        @Test
        void that_would_be_events_are_refused_and_the_next_line_is_found() throws Exception {
            append("{\"schema_version\":1,\"seq\":5,\"payload\":\"", "\"}", true);
            assertThat(reducedWithLittleMemory("salvage"))
                    .startsWith("ok\nleft out: line 5: MALFORMED_EVENT")
                    .doesNotContain("line 6");
        }

        @Test
        void without_an_end_are_torn() throws Exception {
            append("", "", false);
            assertThat(reducedWithLittleMemory("strict")).startsWith("ok\nline 5 is torn");
        }
    }

    @Test
    void a_file_where_a_bundle_should_be_is_told_apart_from_a_bundle() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> Replay.strict(outside).run()))
                .isInstanceOf(java.nio.file.NotDirectoryException.class);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> Replay.strict(scratch.resolve("none")).run()))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }

    @Test
    void a_tool_may_be_named_like_anything() throws IOException {
        bundle = Recording.inTurn()
                .tool("../../etc/passwd", "\u0000", new ToolKind.Other("/"))
                .writeTo(scratch.resolve("names"));
        assertThat(Replay.strict(bundle).run().graph().toolCalls()).hasSize(1);
    }
}
