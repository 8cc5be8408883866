/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.EventType;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;

class TraceWriterTest {
    private static final ThreadId THREAD = new ThreadId("thread-root");
    private static final TurnId TURN = new TurnId("turn-1");
    private static final RawEventPayload EVENT = new RawEventPayload.TurnStarted(TURN, THREAD);
    private static final WriterOptions OPTIONS =
            WriterOptions.defaults().withClock(Clock.fixed(Instant.ofEpochMilli(1_780_000_000_000L), ZoneOffset.UTC));

    @TempDir
    private Path temp;

    private Path bundle() {
        return temp.resolve("bundle");
    }

    private TraceWriter create(WriterOptions options) throws IOException {
        return TraceWriter.create(bundle(), new TraceId("trace-1"), new RolloutId("rollout-1"), THREAD, options);
    }

    private static RawEventPayload.ProtocolEventObserved seen(PayloadRef ref) {
        return new RawEventPayload.ProtocolEventObserved("seen", ref);
    }

    @Nested
    class A_new_bundle {
        @Test
        void has_a_manifest_and_an_empty_log() throws Exception {
            create(OPTIONS).close();

            WrittenBundle written = WrittenBundle.read(bundle());
            assertThat(written.manifest())
                    .isEqualTo(TraceManifest.of(
                            new TraceId("trace-1"), new RolloutId("rollout-1"), THREAD, 1_780_000_000_000L));
            assertThat(written.events()).isEmpty();
            assertThat(written.payloadFiles()).isEmpty();
        }

        @Test
        void may_take_an_empty_directory() throws Exception {
            Files.createDirectories(bundle());

            create(OPTIONS).close();

            assertThat(bundle().resolve("manifest.json")).exists();
        }

        @Test
        void is_never_written_over_another() throws Exception {
            create(OPTIONS).close();

            assertThatThrownBy(() -> create(OPTIONS)).isInstanceOf(FileAlreadyExistsException.class);
        }
    }

    @Nested
    class A_payload {
        @Test
        void is_indented_json_under_the_name_that_its_reference_tells() throws Exception {
            try (TraceWriter writer = create(OPTIONS)) {
                PayloadRef ref = writer.writePayload(
                        PayloadKind.TOOL_RESULT,
                        new ObjectMapper().readTree("{\"a\":[1,{\"b\":\"ü😀\"}],\"c\":{},\"d\":[],\"e\":null}"));

                assertThat(ref)
                        .isEqualTo(new PayloadRef(
                                new PayloadId("raw_payload:1"), PayloadKind.TOOL_RESULT, "payloads/1.json"));
                assertThat(Files.readString(bundle().resolve("payloads/1.json")))
                        .isEqualTo("""
                                {
                                  "a": [
                                    1,
                                    {
                                      "b": "ü😀"
                                    }
                                  ],
                                  "c": {},
                                  "d": [],
                                  "e": null
                                }""");
            }
        }

        @Test
        void is_the_same_from_a_value_a_tree_and_bytes() throws Exception {
            byte[] json = "{\"n\":1.50,\"big\":123456789012345678901234567890,\"list\":[true,false]}"
                    .getBytes(StandardCharsets.UTF_8);
            try (TraceWriter writer = create(OPTIONS)) {
                writer.writeJsonPayload(PayloadKind.TOOL_RESULT, json);

                assertThat(Files.readString(bundle().resolve("payloads/1.json")))
                        .isEqualTo("""
                                {
                                  "n": 1.50,
                                  "big": 123456789012345678901234567890,
                                  "list": [
                                    true,
                                    false
                                  ]
                                }""");
                writer.writePayload(PayloadKind.TOOL_RESULT, Map.of("k", List.of("v")));
                writer.writeJsonPayload(PayloadKind.TOOL_RESULT, "{\"k\":[\"v\"]}".getBytes(StandardCharsets.UTF_8));
                assertThat(bundle().resolve("payloads/2.json"))
                        .hasSameTextualContentAs(bundle().resolve("payloads/3.json"));
            }
        }

        @Test
        void that_will_not_serialise_leaves_nothing_behind_and_no_gap() throws Exception {
            try (TraceWriter writer = create(OPTIONS)) {
                List<Object> itself = new ArrayList<>();
                itself.add(itself);
                for (Object bad : List.of(new Object(), itself)) {
                    assertThatThrownBy(() -> writer.writePayload(PayloadKind.TOOL_RESULT, bad))
                            .isInstanceOf(PayloadException.class);
                }
                for (String bad : List.of("", "{", "{} {}", "[1,]", "nul")) {
                    assertThatThrownBy(() -> writer.writeJsonPayload(
                                    PayloadKind.TOOL_RESULT, bad.getBytes(StandardCharsets.UTF_8)))
                            .as(bad)
                            .isInstanceOf(PayloadException.class)
                            .hasMessageStartingWith("serialising a body of kind tool_result failed: ");
                }

                assertThat(writer.writePayload(PayloadKind.TOOL_RESULT, "good").path())
                        .isEqualTo("payloads/1.json");
                writer.append(EventContext.NONE, EVENT);
            }
            assertThat(WrittenBundle.read(bundle()).payloadFiles()).containsExactly("1.json");
        }

        @Test
        void has_halves_of_characters_replaced() throws Exception {
            try (TraceWriter writer = create(OPTIONS)) {
                writer.writePayload(PayloadKind.TOOL_RESULT, Map.of("a", List.of("\ud83d", "\ude00b", "😀")));
                writer.writeJsonPayload(
                        PayloadKind.TOOL_RESULT,
                        "{\"a\":[\"\\ud83d\",\"\\ude00b\",\"\\ud83d\\ude00\"]}".getBytes(StandardCharsets.UTF_8));
            }
            String repaired = "{\n  \"a\": [\n    \"\ufffd\",\n    \"\ufffdb\",\n    \"😀\"\n  ]\n}";
            assertThat(bundle().resolve("payloads/1.json")).hasContent(repaired);
            assertThat(bundle().resolve("payloads/2.json")).hasContent(repaired);
        }

        @Test
        void above_its_cap_becomes_a_note_of_its_size_and_hash() throws Exception {
            String body = "x".repeat(1000);
            try (TraceWriter writer = create(OPTIONS.withMaxPayloadBytes(500))) {
                StoredPayload small = writer.storePayload(PayloadKind.TOOL_RESULT, "small");
                StoredPayload large = writer.storePayload(PayloadKind.INFERENCE_REQUEST, body);
                writer.append(EventContext.NONE, seen(small.ref()));
                writer.append(EventContext.NONE, seen(large.ref()));

                assertThat(small.replaced()).isFalse();
                assertThat(large.replaced()).isTrue();
            }
            WrittenBundle written = WrittenBundle.read(bundle());
            JsonNode note =
                    written.body(written.events().get(1).payload().payloads().get(0));
            assertThat(note.path("tracefold_note").textValue()).isEqualTo("body_above_size_cap");
            assertThat(note.path("size_bytes").longValue()).isEqualTo(1002);
            assertThat(note.path("sha256").textValue())
                    .isEqualTo(HexFormat.of()
                            .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(("\"" + body + "\"").getBytes(StandardCharsets.UTF_8))));
            assertThat(note.path("input").isArray()).isTrue();
        }

        @Test
        void is_redacted_before_it_is_written() throws Exception {
            Redactor redactor = new Redactor() {
                @Override
                public JsonNode body(PayloadKind kind, JsonNode body) {
                    if (body.has("bad")) {
                        throw new IllegalStateException("no");
                    }
                    return ((ObjectNode) body).put("secret", "***");
                }

                @Override
                public String text(String text) {
                    return text;
                }
            };
            try (TraceWriter writer = create(OPTIONS.withRedactor(redactor))) {
                writer.writePayload(PayloadKind.TOOL_RESULT, Map.of("secret", "hunter2"));
                writer.writeJsonPayload(
                        PayloadKind.TOOL_RESULT, "{\"secret\":\"hunter2\"}".getBytes(StandardCharsets.UTF_8));
                assertThatThrownBy(() -> writer.writePayload(PayloadKind.TOOL_RESULT, Map.of("bad", "hunter2")))
                        .isInstanceOfSatisfying(
                                PayloadException.class,
                                e -> assertThat(e.step()).isEqualTo(PayloadException.Step.REDACT));
            }
            try (Stream<Path> files = Files.list(bundle().resolve("payloads"))) {
                assertThat(files)
                        .hasSize(2)
                        .allSatisfy(file -> assertThat(file).content().doesNotContain("hunter2"));
            }
        }

        @Test
        void gets_through_although_its_thread_is_interrupted() throws Exception {
            try (TraceWriter writer = create(OPTIONS.withDurability(Durability.DISK))) {
                Thread.currentThread().interrupt();
                writer.append(EventContext.NONE, seen(writer.writePayload(PayloadKind.PROTOCOL_EVENT, "a")));
                assertThat(Thread.interrupted()).isTrue();
                writer.append(EventContext.NONE, EVENT);
            } finally {
                Thread.interrupted();
            }
            assertThat(WrittenBundle.read(bundle()).events()).hasSize(2);
        }
    }

    @Nested
    class An_event {
        @Test
        void comes_back_with_its_place_and_time() throws Exception {
            try (TraceWriter writer = create(OPTIONS)) {
                writer.append(EventContext.NONE, EVENT);
                RawTraceEvent second = writer.append(EventContext.of(THREAD, TURN), EVENT);

                assertThat(second)
                        .isEqualTo(new RawTraceEvent(
                                2, 1_780_000_000_000L, new RolloutId("rollout-1"), THREAD, TURN, EVENT));
                assertThat(WrittenBundle.read(bundle()).events()).hasSize(2).endsWith(second);
            }
        }

        @Test
        void may_be_longer_than_usual() throws Exception {
            try (TraceWriter writer = create(OPTIONS)) {
                writer.append(EventContext.NONE, EVENT);
                writer.append(
                        EventContext.NONE, new RawEventPayload.TurnStarted(new TurnId("x".repeat(100_000)), THREAD));
                writer.append(EventContext.NONE, EVENT);
            }
            assertThat(WrittenBundle.read(bundle()).events()).hasSize(3);
        }

        @Test
        void that_json_cannot_carry_uses_up_no_seq() throws Exception {
            try (TraceWriter writer = create(OPTIONS)) {
                for (String id : List.of("\ud83d", "\ude00", "\ud83dx")) {
                    RawEventPayload half = new RawEventPayload.TurnStarted(new TurnId(id), THREAD);
                    assertThatThrownBy(() -> writer.append(EventContext.NONE, half))
                            .isInstanceOf(IllegalArgumentException.class);
                }
                writer.append(EventContext.NONE, new RawEventPayload.TurnStarted(new TurnId("\\ud83d😀"), THREAD));

                assertThat(writer.append(EventContext.NONE, EVENT).seq()).isEqualTo(2);
            }
            assertThat(WrittenBundle.read(bundle()).events()).hasSize(2);
        }

        @Test
        @Timeout(60)
        void gets_one_place_in_one_order_from_many_threads() throws Exception {
            int threads = 8;
            int each = 200;
            try (TraceWriter writer = create(OPTIONS)) {
                inParallel(threads, worker -> {
                    for (int i = 0; i < each; i++) {
                        writer.append(EventContext.NONE, seen(writer.writePayload(PayloadKind.PROTOCOL_EVENT, worker)));
                        writer.append(EventContext.NONE, EVENT);
                    }
                });
            }
            WrittenBundle written = WrittenBundle.read(bundle());
            assertThat(written.events()).hasSize(2 * threads * each);
            assertThat(written.payloadFiles())
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, threads * each)
                            .mapToObj(n -> n + ".json")
                            .toList());
        }
    }

    @Nested
    class When_the_disk_fails {
        private FaultyFiles disk() throws IOException {
            return FaultyFiles.in(bundle());
        }

        @Test
        void a_payload_is_lost_without_a_gap_and_the_writer_goes_on() throws Exception {
            FaultyFiles disk = disk();
            try (TraceWriter writer = disk.writer(OPTIONS)) {
                disk.payloadsFail(true);
                assertThatThrownBy(() -> writer.writePayload(PayloadKind.TOOL_RESULT, "a"))
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessage("No space left on device");
                disk.payloadsFail(false).publishingFails(true);
                assertThatThrownBy(() -> writer.writePayload(PayloadKind.TOOL_RESULT, "a"))
                        .isExactlyInstanceOf(IOException.class);
                disk.publishingFails(false);

                writer.append(EventContext.NONE, seen(writer.writePayload(PayloadKind.TOOL_RESULT, "a")));
            }
            assertThat(WrittenBundle.read(bundle()).payloadFiles()).containsExactly("1.json");
        }

        @Test
        void a_failed_append_stops_the_writer_for_good() throws Exception {
            FaultyFiles disk = disk();
            try (TraceWriter writer = disk.writer(OPTIONS)) {
                writer.append(EventContext.NONE, EVENT);
                disk.logTears(true);
                String message = "the trace writer stopped for good when an append failed; the last event is seq 1:"
                        + " No space left on device";
                assertThatThrownBy(() -> writer.append(EventContext.NONE, EVENT))
                        .isInstanceOf(WriterStoppedException.class)
                        .hasMessage(message);
                disk.logTears(false);

                assertThatThrownBy(() -> writer.append(EventContext.NONE, EVENT))
                        .isInstanceOf(WriterStoppedException.class)
                        .hasMessage(message);
                assertThatThrownBy(() -> writer.writePayload(PayloadKind.TOOL_RESULT, "a"))
                        .isInstanceOf(WriterStoppedException.class);
            }
            assertThat(WrittenBundle.readTorn(bundle()).events()).hasSize(1);
        }

        @Test
        void a_failed_force_stops_the_writer_for_good() throws Exception {
            FaultyFiles disk = disk();
            TraceWriter writer = disk.writer(OPTIONS.withDurability(Durability.DISK));
            disk.forceFails(true);
            assertThatThrownBy(() -> writer.append(EventContext.NONE, EVENT))
                    .isInstanceOf(WriterStoppedException.class)
                    .hasMessageContaining("forcing the log to the disk failed: No space left on device");
            disk.forceFails(false);

            assertThatThrownBy(() -> writer.append(EventContext.NONE, EVENT))
                    .isInstanceOf(WriterStoppedException.class);
            writer.close();
        }
    }

    @Nested
    class On_the_disk {
        @Test
        @Timeout(60)
        void appenders_that_wait_share_one_force() throws Exception {
            FaultyFiles disk = FaultyFiles.in(bundle()).forceTakes(20);
            int threads = 8;
            int each = 5;
            try (TraceWriter writer = disk.writer(OPTIONS.withDurability(Durability.DISK))) {
                inParallel(threads, worker -> {
                    for (int i = 0; i < each; i++) {
                        writer.append(EventContext.NONE, EVENT);
                    }
                });
                // Each round takes all who wait: one event of each thread, give or take who comes late.
                assertThat(disk.forces()).isBetween((long) each, (long) threads * each / 2);
            }
            assertThat(WrittenBundle.read(bundle()).events()).hasSize(threads * each);
        }

        @Test
        void an_event_is_forced_before_append_returns() throws Exception {
            FaultyFiles disk = FaultyFiles.in(bundle());
            try (TraceWriter writer = disk.writer(OPTIONS.withDurability(Durability.DISK))) {
                writer.append(EventContext.NONE, EVENT);
                assertThat(disk.forces()).isEqualTo(1);
                writer.append(EventContext.NONE, EVENT);
                assertThat(disk.forces()).isEqualTo(2);
            }
        }

        @Test
        void nothing_is_forced_when_the_operating_system_is_enough() throws Exception {
            FaultyFiles disk = FaultyFiles.in(bundle());
            try (TraceWriter writer = disk.writer(OPTIONS)) {
                writer.append(EventContext.NONE, EVENT);
            }
            assertThat(disk.forces()).isZero();
        }
    }

    @Nested
    class At_the_cap_of_the_bundle {
        @Test
        void the_writer_stops_for_good_with_whole_lines() throws Exception {
            try (TraceWriter writer = create(OPTIONS.withMaxBundleBytes(1000))) {
                assertThatThrownBy(() -> {
                            while (true) {
                                writer.append(EventContext.NONE, EVENT);
                            }
                        })
                        .isInstanceOfSatisfying(
                                WriterStoppedException.class,
                                e -> assertThat(e.reason()).isEqualTo(WriterStoppedException.Reason.FULL));
                assertThatThrownBy(() -> writer.writePayload(PayloadKind.TOOL_RESULT, "a"))
                        .isInstanceOf(WriterStoppedException.class);
            }
            assertThat(Files.size(bundle().resolve("trace.jsonl"))).isBetween(500L, 1000L);
            assertThat(WrittenBundle.read(bundle()).types()).containsOnly(EventType.CODEX_TURN_STARTED);
        }

        @Test
        void payloads_count_too() throws Exception {
            try (TraceWriter writer = create(OPTIONS.withMaxBundleBytes(1000))) {
                writer.writePayload(PayloadKind.TOOL_RESULT, "x".repeat(900));
                assertThatThrownBy(() -> writer.writePayload(PayloadKind.TOOL_RESULT, "x".repeat(200)))
                        .isInstanceOf(WriterStoppedException.class);
            }
            assertThat(WrittenBundle.read(bundle()).payloadFiles()).containsExactly("1.json");
        }
    }

    @Nested
    class A_closed_writer {
        @Test
        void may_be_closed_again() throws Exception {
            TraceWriter writer = create(OPTIONS.withDurability(Durability.DISK));
            writer.append(EventContext.NONE, EVENT);
            writer.close();
            writer.close();
        }

        @Test
        void takes_nothing_more_and_says_so() throws Exception {
            TraceWriter writer = create(OPTIONS);
            writer.append(EventContext.NONE, EVENT);
            writer.close();

            assertThatThrownBy(() -> writer.append(EventContext.NONE, EVENT))
                    .isInstanceOf(WriterStoppedException.class)
                    .hasMessage("the trace writer is closed; the last event is seq 1");
            assertThatThrownBy(() -> writer.writePayload(PayloadKind.TOOL_RESULT, "a"))
                    .isInstanceOf(WriterStoppedException.class);
        }
    }

    private interface Work {
        void run(int worker) throws Exception;
    }

    private static void inParallel(int threads, Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> tasks = IntStream.range(0, threads)
                    .<Callable<Void>>mapToObj(worker -> () -> {
                        work.run(worker);
                        return null;
                    })
                    .toList();
            for (Future<Void> done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
