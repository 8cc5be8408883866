/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.EventType;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.ToolSummary;
import dev.tracefold.writer.FaultyFiles;
import dev.tracefold.writer.Redactor;
import dev.tracefold.writer.WriterOptions;
import dev.tracefold.writer.WrittenBundle;

class RecorderTest {
    @TempDir
    private Path temp;

    private static RecorderConfig config() {
        AtomicInteger ids = new AtomicInteger();
        return RecorderConfig.defaults().withIds(() -> "id-" + ids.incrementAndGet());
    }

    private TraceRecorder start() {
        return TraceRecorder.start(temp, ScriptedSession.metadata(), config());
    }

    private TraceRecorder startOn(FaultyFiles disk, Path bundle, RecorderConfig config) throws Exception {
        return RecorderStart.record(
                new Boundary(new Losses()),
                bundle,
                disk.writer(config.writer()),
                new RecorderStart.StartOfSession(
                        new TraceId("trace-1"), ScriptedSession.metadata().rootThread(), config));
    }

    private static Path bundle(TraceRecorder recorder) {
        Path bundle = recorder.bundle();
        assertThat(bundle).isNotNull();
        return bundle;
    }

    @Nested
    class A_scripted_session {
        @Test
        void is_in_the_log_event_by_event() throws Exception {
            TraceRecorder recorder = start();
            ScriptedSession.play(recorder.rootThread(), ScriptedSession.Body.GOOD);
            recorder.close();

            assertThat(recorder.losses().byReason()).isEmpty();
            assertThat(bundle(recorder)).isEqualTo(temp.resolve("trace-id-1-11111111-1111-4111-8111-111111111111"));
            assertThat(WrittenBundle.read(bundle(recorder)).types())
                    .containsExactly(
                            EventType.ROLLOUT_STARTED,
                            EventType.THREAD_STARTED,
                            EventType.CODEX_TURN_STARTED,
                            EventType.PROTOCOL_EVENT_OBSERVED,
                            EventType.INFERENCE_STARTED,
                            EventType.INFERENCE_COMPLETED,
                            EventType.TOOL_CALL_STARTED,
                            EventType.TOOL_CALL_RUNTIME_STARTED,
                            EventType.TOOL_CALL_RUNTIME_ENDED,
                            EventType.MCP_TOOL_CALL_CORRELATION_ASSIGNED,
                            EventType.TOOL_CALL_ENDED,
                            EventType.CODE_CELL_STARTED,
                            EventType.TOOL_CALL_STARTED,
                            EventType.TOOL_CALL_ENDED,
                            EventType.CODE_CELL_INITIAL_RESPONSE,
                            EventType.CODE_CELL_ENDED,
                            EventType.THREAD_STARTED,
                            EventType.CODEX_TURN_STARTED,
                            EventType.INFERENCE_STARTED,
                            EventType.INFERENCE_CANCELLED,
                            EventType.CODEX_TURN_ENDED,
                            EventType.AGENT_RESULT_OBSERVED,
                            EventType.THREAD_ENDED,
                            EventType.COMPACTION_REQUEST_STARTED,
                            EventType.COMPACTION_REQUEST_FAILED,
                            EventType.COMPACTION_REQUEST_STARTED,
                            EventType.COMPACTION_REQUEST_COMPLETED,
                            EventType.COMPACTION_INSTALLED,
                            EventType.CODEX_TURN_ENDED,
                            EventType.THREAD_ENDED,
                            EventType.ROLLOUT_ENDED);
        }

        @Test
        void has_bodies_in_the_shape_that_the_reduction_reads() throws Exception {
            TraceRecorder recorder = start();
            ScriptedSession.play(recorder.rootThread(), ScriptedSession.Body.GOOD);
            recorder.close();

            WrittenBundle written = WrittenBundle.read(bundle(recorder));
            assertThat(written.text(written.only(RawEventPayload.InferenceCompleted.class)
                            .responsePayload()))
                    .startsWith("{\n  \"response_id\": \"resp_1\",\n  \"upstream_request_id\": \"req_1\",\n")
                    .contains("\n  \"output_items\": [\n");
            JsonNode checkpoint = written.body(
                    written.only(RawEventPayload.CompactionInstalled.class).checkpointPayload());
            assertThat(checkpoint.path("input_history").size()).isEqualTo(1);
            assertThat(checkpoint.path("replacement_history").size()).isEqualTo(1);
            PayloadRef childMetadata =
                    written.events().get(16).payload().payloads().get(0);
            assertThat(written.body(childMetadata).at("/session_source/subagent/thread_spawn/parent_thread_id"))
                    .hasToString("\"" + ScriptedSession.ROOT + "\"");
            PayloadRef invocation = written.events().get(6).payload().payloads().get(0);
            assertThat(written.text(invocation)).isEqualTo("""
                            {
                              "tool_name": "exec_command",
                              "tool_namespace": null,
                              "payload": {
                                "type": "function",
                                "arguments": "{\\"cmd\\":\\"make\\"}"
                              }
                            }""");
            assertThat(written.only(RawEventPayload.CodeCellStarted.class).sourceJs())
                    .isEqualTo("text(1) // \ufffd");
        }

        @Test
        void tells_the_provider_and_the_server_by_which_id_to_find_it() throws Exception {
            TraceRecorder recorder = start();
            ThreadTrace root = recorder.rootThread();
            root.recordTurnStarted(ScriptedSession.TURN);
            InferenceAttempt attempt = root.inference(() -> new ModelCall(ScriptedSession.TURN, "m", "p"))
                    .newAttempt();
            attempt.recordStarted(() -> Map.of());
            McpCallTrace mcp =
                    root.startToolCall(() -> ScriptedSession.exec("call_1")).assignMcpCall();
            recorder.close();

            WrittenBundle written = WrittenBundle.read(bundle(recorder));
            assertThat(attempt.callId())
                    .isEqualTo(written.only(RawEventPayload.InferenceStarted.class)
                            .inferenceCallId()
                            .value());
            assertThat(mcp.requestMetadata())
                    .containsExactly(Map.entry(
                            "codex_bridge_mcp_call_id",
                            written.only(RawEventPayload.McpCorrelationAssigned.class)
                                    .mcpCallId()
                                    .value()));
        }
    }

    @Nested
    class A_tool_call {
        @ParameterizedTest
        @CsvSource({
            "exec_command, EXEC_COMMAND", "local_shell, EXEC_COMMAND", "shell, EXEC_COMMAND",
            "shell_command, EXEC_COMMAND", "write_stdin, WRITE_STDIN", "apply_patch, APPLY_PATCH",
            "web_search, WEB", "web_search_preview, WEB", "image_generation, IMAGE_GENERATION",
            "image_query, IMAGE_GENERATION", "imagegen, IMAGE_GENERATION", "spawn_agent, SPAWN_AGENT",
            "send_message, SEND_MESSAGE", "followup_task, ASSIGN_AGENT_TASK", "assign_task, ASSIGN_AGENT_TASK",
            "wait_agent, WAIT_AGENT", "close_agent, CLOSE_AGENT", "interrupt_agent, CLOSE_AGENT",
            "view_image, Other[name=view_image]"
        })
        void has_the_kind_that_its_name_stands_for(String name, String kind) {
            assertThat(ToolKinds.of(name)).hasToString(kind);
        }

        @Test
        void shows_how_its_input_begins() throws Exception {
            TraceRecorder recorder = start();
            recorder.rootThread()
                    .startToolCall(() -> new ToolDispatch(
                            new ToolCallId("call_1"),
                            null,
                            "note",
                            "mine",
                            new ToolOrigin.Model(new CallId("call_1")),
                            new ToolInput.Custom("😀".repeat(200))));
            recorder.close();

            assertThat(WrittenBundle.read(bundle(recorder))
                            .only(RawEventPayload.ToolCallStarted.class)
                            .summary())
                    .isEqualTo(new ToolSummary.Generic("mine.note", "😀".repeat(160), null));
        }

        @Test
        void that_is_a_code_cell_is_left_to_its_handle() throws Exception {
            TraceRecorder recorder = start();
            ToolCallTrace trace = recorder.rootThread()
                    .startToolCall(() -> new ToolDispatch(
                            new ToolCallId("call_1"),
                            null,
                            "exec",
                            null,
                            new ToolOrigin.Model(new CallId("call_1")),
                            new ToolInput.Custom("text(1)")));
            trace.recordEnded(ExecutionStatus.COMPLETED);
            recorder.close();

            assertThat(trace).isSameAs(ToolCallTrace.disabled());
            assertThat(recorder.losses().total()).isZero();
            assertThat(WrittenBundle.read(bundle(recorder)).events()).hasSize(2);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "write_stdin|{\"session_id\":5,\"chars\":\"y\"}|true",
                    "write_stdin|{\"session_id\":\"\"}|false",
                    "write_stdin|{\"session_id\":5,\"yield_time_ms\":-1}|false",
                    "write_stdin|{\"session_id\":5,\"chars\":1}|false",
                    "write_stdin|not json|false",
                    "wait|{\"cell_id\":\"1\"}|true",
                    "wait|{\"cell_id\":1}|false",
                    "wait|[]|false",
                    "exec_command|not json|true"
                })
        void keeps_only_arguments_that_the_reduction_can_read(String name, String arguments, boolean kept)
                throws Exception {
            TraceRecorder recorder = start();
            recorder.rootThread()
                    .startToolCall(() -> new ToolDispatch(
                            new ToolCallId("call_1"),
                            null,
                            name,
                            null,
                            new ToolOrigin.Model(new CallId("call_1")),
                            new ToolInput.Function(arguments)));
            recorder.close();

            assertThat(WrittenBundle.read(bundle(recorder))
                                    .only(RawEventPayload.ToolCallStarted.class)
                                    .invocationPayload()
                            != null)
                    .isEqualTo(kept);
            assertThat(recorder.losses().count(LossReason.UNREADABLE_ARGUMENTS)).isEqualTo(kept ? 0 : 1);
        }
    }

    @Nested
    class What_the_log_contradicts {
        @Test
        void is_left_out_and_counted() throws Exception {
            TraceRecorder recorder = start();
            ThreadTrace root = recorder.rootThread();
            TurnId unknown = new TurnId("unknown");
            root.recordTurnStarted(ScriptedSession.TURN);
            root.recordTurnStarted(ScriptedSession.TURN);
            root.recordTurnEnded(unknown, ExecutionStatus.COMPLETED);
            root.inference(() -> new ModelCall(unknown, "m", "p")).newAttempt().recordStarted(() -> Map.of());
            root.startToolCall(() -> ScriptedSession.exec("call_1"));
            root.startToolCall(() -> ScriptedSession.exec("call_1"));
            root.recordToolRuntimeStarted(new ToolCallId("call_9"), () -> Map.of());
            root.recordToolRuntimeStarted(new ToolCallId("call_1"), () -> Map.of());
            root.recordToolRuntimeStarted(new ToolCallId("call_1"), () -> Map.of());
            InferenceAttempt neverStarted = root.inference(() -> new ModelCall(ScriptedSession.TURN, "m", "p"))
                    .newAttempt();
            neverStarted.recordFailed(null, "boom", null);
            recorder.close();

            assertThat(recorder.losses().byReason()).isEqualTo(Map.of(LossReason.OUT_OF_PLACE, 7L));
            assertThat(WrittenBundle.read(bundle(recorder)).types())
                    .containsExactly(
                            EventType.ROLLOUT_STARTED,
                            EventType.THREAD_STARTED,
                            EventType.CODEX_TURN_STARTED,
                            EventType.TOOL_CALL_STARTED,
                            EventType.TOOL_CALL_RUNTIME_STARTED);
        }

        @Test
        void a_resumed_child_does_not_start_twice() throws Exception {
            TraceRecorder recorder = start();
            for (int i = 0; i < 2; i++) {
                recorder.rootThread()
                        .startChild(() -> ThreadMetadata.of(new ThreadId("child"), "/root/child"))
                        .recordTurnStarted(new TurnId("turn-" + i));
            }
            recorder.close();

            assertThat(recorder.losses().total()).isZero();
            assertThat(WrittenBundle.read(bundle(recorder)).types())
                    .containsExactly(
                            EventType.ROLLOUT_STARTED,
                            EventType.THREAD_STARTED,
                            EventType.THREAD_STARTED,
                            EventType.CODEX_TURN_STARTED,
                            EventType.CODEX_TURN_STARTED);
        }
    }

    @Nested
    class Whatever_fails {
        /** The ways in which what the host hands over can be bad. */
        enum Fault implements ScriptedSession.Body {
            SUPPLIER_THROWS(LossReason.SUPPLIER_FAILED) {
                @Override
                public Supplier<?> of(Object good) {
                    return () -> {
                        throw new IllegalStateException("host");
                    };
                }
            },
            SUPPLIER_THROWS_AN_ERROR(LossReason.SUPPLIER_FAILED) {
                @Override
                public Supplier<?> of(Object good) {
                    return () -> {
                        throw new AssertionError("host");
                    };
                }
            },
            SUPPLIER_GIVES_NULL(LossReason.NULL_ARGUMENT) {
                @Override
                public Supplier<?> of(Object good) {
                    return () -> null;
                }
            },
            VALUE_WILL_NOT_SERIALISE(LossReason.UNSERIALISABLE) {
                @Override
                public Supplier<?> of(Object good) {
                    return Object::new;
                }
            },
            STACK_OVERFLOWS(LossReason.UNSERIALISABLE) {
                @Override
                public Supplier<?> of(Object good) {
                    return () -> new Object() {
                        @SuppressWarnings("unused")
                        public Object getSelf() {
                            throw new StackOverflowError();
                        }
                    };
                }
            },
            BYTES_ARE_NO_JSON(LossReason.UNSERIALISABLE) {
                @Override
                public Supplier<?> of(Object good) {
                    return () -> new byte[] {'{'};
                }
            };

            private final LossReason reason;

            Fault(LossReason reason) {
                this.reason = reason;
            }
        }

        @ParameterizedTest
        @EnumSource
        void nothing_reaches_the_host_and_the_rest_is_recorded(Fault fault) throws Exception {
            TraceRecorder recorder = start();
            assertThatNoException().isThrownBy(() -> ScriptedSession.play(recorder.rootThread(), fault));
            recorder.close();

            assertThat(recorder.losses().count(fault.reason)).isPositive();
            assertThat(recorder.losses().count(LossReason.UNEXPECTED)).isZero();
            // What needs no body is all there.
            assertThat(WrittenBundle.read(bundle(recorder)).types())
                    .contains(
                            EventType.TOOL_CALL_STARTED,
                            EventType.TOOL_CALL_ENDED,
                            EventType.CODE_CELL_ENDED,
                            EventType.COMPACTION_INSTALLED,
                            EventType.AGENT_RESULT_OBSERVED)
                    .endsWith(EventType.CODEX_TURN_ENDED, EventType.THREAD_ENDED, EventType.ROLLOUT_ENDED)
                    .doesNotContain(EventType.INFERENCE_COMPLETED);
        }

        @Test
        @SuppressWarnings("DataFlowIssue")
        void null_is_a_counted_drop_everywhere() throws Exception {
            TraceRecorder recorder = start();
            ThreadTrace root = recorder.rootThread();
            root.recordTurnStarted(ScriptedSession.TURN);
            root.recordTurnStarted(null);
            root.recordTurnEnded(null, ExecutionStatus.COMPLETED);
            root.recordTurnEnded(ScriptedSession.TURN, null);
            root.recordProtocolEvent(null, () -> 1);
            root.recordProtocolEvent("x", null);
            root.inference(null).newAttempt().recordStarted(null);
            root.compaction(null).startAttempt(null).recordFailed(null);
            root.startToolCall(null).recordEnded(null, null);
            root.startCodeCell(null).recordEnded(null, null);
            root.startChild(null).recordTurnStarted(null);
            root.recordToolRuntimeStarted(null, null);
            root.recordToolRuntimeEnded(null, null, null);
            root.recordAgentResult(null, null);
            root.recordEnded(null);
            long fromThread = recorder.losses().count(LossReason.NULL_ARGUMENT);
            InferenceAttempt attempt = root.inference(() -> new ModelCall(ScriptedSession.TURN, "m", "p"))
                    .newAttempt();
            attempt.recordStarted(null, () -> 1);
            ToolCallTrace tool = root.startToolCall(() -> ScriptedSession.exec("call_1"));
            tool.recordEnded(null);
            tool.recordEnded(ExecutionStatus.COMPLETED, null);
            recorder.close();

            assertThat(fromThread).isEqualTo(14);
            assertThat(recorder.losses().count(LossReason.NULL_ARGUMENT)).isEqualTo(fromThread + 2);
            assertThat(WrittenBundle.read(bundle(recorder)).types()).contains(EventType.TOOL_CALL_ENDED);
        }

        @Test
        void a_full_disk_costs_what_was_told_meanwhile_and_no_more() throws Exception {
            FaultyFiles disk = FaultyFiles.in(temp.resolve("bundle"));
            TraceRecorder recorder = startOn(disk, temp.resolve("bundle"), config());
            ThreadTrace root = recorder.rootThread();
            root.recordTurnStarted(ScriptedSession.TURN);
            disk.payloadsFail(true);
            root.recordProtocolEvent("lost", () -> 1);
            ToolCallTrace lost = root.startToolCall(() -> ScriptedSession.exec("call_1"));
            disk.payloadsFail(false);
            lost.recordEnded(ExecutionStatus.COMPLETED);
            root.recordToolRuntimeEnded(new ToolCallId("call_1"), ExecutionStatus.COMPLETED, () -> Map.of());
            root.recordProtocolEvent("kept", () -> 1);
            recorder.close();

            assertThat(recorder.losses().byReason())
                    .isEqualTo(Map.of(LossReason.PAYLOAD_NOT_WRITTEN, 2L, LossReason.OUT_OF_PLACE, 1L));
            WrittenBundle written = WrittenBundle.read(temp.resolve("bundle"));
            assertThat(written.events()).hasSize(4);
            assertThat(written.payloadFiles()).containsExactly("1.json", "2.json");
        }

        @Test
        void a_log_that_fails_ends_the_recording_but_not_the_session() throws Exception {
            FaultyFiles disk = FaultyFiles.in(temp.resolve("bundle"));
            TraceRecorder recorder = startOn(disk, temp.resolve("bundle"), config());
            disk.logFails(true);
            recorder.rootThread().recordTurnStarted(ScriptedSession.TURN);
            disk.logFails(false);
            assertThatNoException()
                    .isThrownBy(() -> ScriptedSession.play(recorder.rootThread(), ScriptedSession.Body.GOOD));
            recorder.close();

            assertThat(recorder.losses().count(LossReason.LOG_FAILED)).isGreaterThan(2);
            assertThat(WrittenBundle.read(temp.resolve("bundle")).events()).hasSize(2);
        }

        @Test
        void a_bundle_at_its_cap_ends_the_recording() throws Exception {
            RecorderConfig capped = config().withWriter(WriterOptions.defaults().withMaxBundleBytes(3000));
            TraceRecorder recorder = TraceRecorder.start(temp, ScriptedSession.metadata(), capped);
            ScriptedSession.play(recorder.rootThread(), ScriptedSession.Body.GOOD);
            recorder.close();

            assertThat(recorder.losses().count(LossReason.BUNDLE_FULL)).isPositive();
            assertThat(WrittenBundle.read(bundle(recorder)).events()).hasSizeBetween(3, 15);
        }

        @Test
        void a_recorder_that_was_closed_loses_the_rest() throws Exception {
            TraceRecorder recorder = start();
            recorder.close();
            recorder.close();
            recorder.rootThread().recordTurnStarted(ScriptedSession.TURN);

            assertThat(recorder.losses().byReason()).isEqualTo(Map.of(LossReason.CLOSED, 1L));
        }

        @Test
        void a_clock_and_ids_that_throw_are_contained() throws Exception {
            RecorderConfig config = config();
            AtomicInteger asked = new AtomicInteger();
            TraceRecorder recorder = TraceRecorder.start(temp, ScriptedSession.metadata(), config.withIds(() -> {
                if (asked.incrementAndGet() > 1) {
                    throw new IllegalStateException("no more ids");
                }
                return "only";
            }));
            ThreadTrace root = recorder.rootThread();
            root.recordTurnStarted(ScriptedSession.TURN);
            root.inference(() -> new ModelCall(ScriptedSession.TURN, "m", "p"))
                    .newAttempt()
                    .recordStarted(() -> 1);
            recorder.close();

            assertThat(recorder.losses().byReason()).isEqualTo(Map.of(LossReason.UNEXPECTED, 1L));
        }

        @Test
        void texts_of_events_are_redacted_too() throws Exception {
            Redactor redactor = new Redactor() {
                @Override
                public JsonNode body(PayloadKind kind, JsonNode body) {
                    return body;
                }

                @Override
                public String text(String text) {
                    return text.replace("make", "***");
                }
            };
            TraceRecorder recorder = TraceRecorder.start(
                    temp,
                    ScriptedSession.metadata(),
                    config().withWriter(WriterOptions.defaults().withRedactor(redactor)));
            ScriptedSession.play(recorder.rootThread(), ScriptedSession.Body.GOOD);
            recorder.close();

            assertThat(recorder.losses().total()).isZero();
            assertThat(bundle(recorder).resolve("trace.jsonl"))
                    .content()
                    .contains("***")
                    .doesNotContain("make");
        }
    }

    @Nested
    class A_recorder_that_cannot_start {
        @Test
        void is_disabled_and_says_so() throws Exception {
            Path file = Files.createFile(temp.resolve("file"));
            for (TraceRecorder recorder : new TraceRecorder[] {
                TraceRecorder.start(file, ScriptedSession.metadata(), config()),
                TraceRecorder.start(null, ScriptedSession.metadata(), config()),
                TraceRecorder.start(temp, null, config()),
                TraceRecorder.start(temp, ScriptedSession.metadata(), null),
                TraceRecorder.start(
                        temp, SessionMetadata.of(ThreadMetadata.of(new ThreadId("../../x"), "/root")), config())
            }) {
                assertThat(recorder.isEnabled()).isFalse();
                assertThat(recorder.bundle()).isNull();
                assertThat(recorder.losses().byReason()).isEqualTo(Map.of(LossReason.NOT_STARTED, 1L));
                ScriptedSession.play(recorder.rootThread(), ScriptedSession.Body.GOOD);
                recorder.close();
            }
        }
    }

    @Nested
    class From_the_environment {
        @Test
        void it_is_off_unless_the_variable_names_a_directory() {
            for (String value : new String[] {null, "", "  "}) {
                assertThat(RecorderStart.fromEnvironment(name -> value, ScriptedSession.metadata(), config()))
                        .isSameAs(TraceRecorder.disabled());
            }
        }

        @Test
        void it_records_below_that_directory() throws Exception {
            TraceRecorder recorder = RecorderStart.fromEnvironment(
                    name -> name.equals("CODEX_ROLLOUT_TRACE_ROOT")
                            ? temp.resolve("new").toString()
                            : null,
                    ScriptedSession.metadata(),
                    config());
            recorder.close();

            assertThat(bundle(recorder).getParent()).isEqualTo(temp.resolve("new"));
        }

        @Test
        void a_name_that_is_no_path_is_a_loss_and_no_more() {
            TraceRecorder recorder = RecorderStart.fromEnvironment(name -> "\0", ScriptedSession.metadata(), config());

            assertThat(recorder.isEnabled()).isFalse();
            assertThat(recorder.losses().total()).isEqualTo(1);
        }
    }
}
