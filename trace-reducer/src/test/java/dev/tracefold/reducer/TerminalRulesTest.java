/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.TerminalRequest;
import dev.tracefold.model.graph.TerminalResult;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolSummary;
import dev.tracefold.simulated.Js;
import dev.tracefold.simulated.Look;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.Say;

class TerminalRulesTest {
    private static final ToolKind EXEC = ToolKind.BuiltIn.EXEC_COMMAND;
    private static final ToolKind STDIN = ToolKind.BuiltIn.WRITE_STDIN;
    private static final String RUN = "{\"command\":[\"ls\",\"-l\"],\"cwd\":\"/\"}";

    private static String run(String terminal) {
        return "{\"command\":[\"ls\"],\"cwd\":\"/\",\"process_id\":\"" + terminal + "\"}";
    }

    private static String ended(String more) {
        return "{\"stdout\":\"o\",\"stderr\":\"e\",\"exit_code\":1,\"formatted_output\":\"f\"" + more + "}";
    }

    private static String typed(String arguments) {
        return "{\"tool_name\":\"write_stdin\",\"payload\":{\"type\":\"function\",\"arguments\":" + Js.quoted(arguments)
                + "}}";
    }

    private static Recording exec() {
        return Recording.inTurn().tool("t", null, EXEC);
    }

    private static Recording stdin(String arguments) {
        return Recording.inTurn().tool("t", null, STDIN, typed(arguments));
    }

    @Nested
    class Starts {
        @Test
        void an_operation_takes_the_place_of_the_summary() {
            Look graph = Look.at(exec().runtimeStarted("t", RUN));
            assertThat(graph.tool("t").summary())
                    .isEqualTo(new ToolSummary.Terminal(graph.operation(1).operationId()));
            assertThat(graph.operation(1).request())
                    .isEqualTo(
                            new TerminalRequest.ExecCommand(java.util.List.of("ls", "-l"), "ls -l", "/", null, null));
            assertThat(graph.operation(1).terminalId()).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "{}",
                    "{\"command\":\"ls\",\"cwd\":\"/\"}",
                    "{\"command\":[7],\"cwd\":\"/\"}",
                    "{\"command\":[]}",
                    "{\"command\":[],\"cwd\":null}",
                    "{\"command\":[],\"cwd\":\"/\",\"process_id\":7}",
                    "{\"command\":[],\"cwd\":\"/\",\"interaction_input\":7}"
                })
        void a_run_has_a_command_and_a_directory(String body) {
            assertThat(exec().runtimeStarted("t", body).error().code()).isEqualTo(ErrorCode.PAYLOAD_SHAPE);
            assertThat(Recording.inTurn()
                            .tool("t", null, STDIN)
                            .runtimeStarted("t", body)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @Test
        void null_counts_as_absent() {
            Look graph = Look.at(exec().runtimeStarted(
                            "t", "{\"command\":[],\"cwd\":\"\",\"process_id\":null,\"interaction_input\":null}")
                    .runtimeEnded("t", ended(",\"process_id\":null")));
            assertThat(graph.operation(1).terminalId()).isNull();
            assertThat(graph.graph().terminalSessions()).isEmpty();
            Look typed = Look.at(
                    stdin("{\"session_id\":\"1\",\"chars\":null,\"yield_time_ms\":null,\"max_output_tokens\":null}"));
            assertThat(typed.operation(1).request()).isEqualTo(new TerminalRequest.WriteStdin("", null, null));
        }

        @Test
        void a_second_operation_is_refused_before_its_body_is_read() {
            assertThat(exec().runtimeStarted("t", RUN)
                            .runtimeStarted("t", "no json")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.DUPLICATE_TERMINAL_OPERATION);
            assertThat(stdin("{\"session_id\":\"1\"}")
                            .runtimeStarted("t", RUN)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.DUPLICATE_TERMINAL_OPERATION);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "\"4\"|4",
                    "4|4",
                    "1e2|100.0",
                    "1.50|1.5",
                    "-0|-0",
                    "123456789012345678901|123456789012345678901"
                })
        void a_session_is_named_by_a_string_or_the_text_of_a_number(String id, String terminal) {
            assertThat(Look.at(stdin("{\"session_id\":" + id + "}"))
                            .operation(1)
                            .terminalId())
                    .hasToString(terminal);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "{}",
                    "{\"session_id\":\"\"}",
                    "{\"session_id\":null}",
                    "{\"session_id\":true}",
                    "{\"session_id\":[\"4\"]}",
                    "{\"session_id\":\"4\",\"chars\":7}",
                    "{\"session_id\":\"4\",\"yield_time_ms\":-1}",
                    "{\"session_id\":\"4\",\"yield_time_ms\":1.0}",
                    "{\"session_id\":\"4\",\"max_output_tokens\":\"1\"}",
                    "no json"
                })
        void arguments_of_a_write_are_of_their_kinds(String arguments) {
            assertThat(stdin(arguments).error().code()).isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "[]",
                    "{\"tool_name\":\"wait\"}",
                    "{\"tool_name\":\"write_stdin\"}",
                    "{\"tool_name\":\"write_stdin\",\"payload\":{\"type\":\"custom\",\"arguments\":\"{}\"}}",
                    "{\"tool_name\":\"write_stdin\",\"payload\":{\"type\":\"function\",\"arguments\":{\"session_id\":\"4\"}}}"
                })
        void an_invocation_of_a_write_is_one(String invocation) {
            assertThat(Recording.inTurn()
                            .tool("t", null, STDIN, invocation)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @Test
        void a_write_without_an_invocation_waits_for_its_runtime() {
            Recording recording = Recording.inTurn().tool("t", null, STDIN);
            assertThat(recording.graph().terminalOperations()).isEmpty();
            Look graph = Look.at(recording.runtimeStarted(
                    "t", "{\"command\":[],\"cwd\":\"\",\"process_id\":\"4\",\"interaction_input\":\"y\"}"));
            assertThat(graph.operation(1).request()).isEqualTo(new TerminalRequest.WriteStdin("y", null, null));
        }
    }

    @Nested
    class RuntimeEnds {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "[]",
                    "{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":2147483648,\"formatted_output\":\"\"}",
                    "{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":-2147483649,\"formatted_output\":\"\"}",
                    "{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":1.0,\"formatted_output\":\"\"}",
                    "{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":null,\"formatted_output\":\"\"}",
                    "{\"stdout\":\"\",\"stderr\":null,\"exit_code\":1,\"formatted_output\":\"\"}",
                    "{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":1}",
                    "{\"type\":\"error\",\"error\":\"told\"}"
                })
        void the_end_of_a_run_is_whole(String body) {
            assertThat(exec().runtimeStarted("t", RUN)
                            .runtimeEnded("t", body)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @Test
        void exit_codes_have_32_bits() {
            Look graph = Look.at(exec().runtimeStarted("t", RUN)
                    .runtimeEnded(
                            "t",
                            "{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":-2147483648,\"formatted_output\":\"\"}"));
            assertThat(graph.operation(1).result().exitCode()).isEqualTo(Integer.MIN_VALUE);
        }

        @Test
        void a_second_end_overwrites_and_both_payloads_are_listed() {
            Look graph = Look.at(exec().runtimeStarted("t", RUN)
                    .runtimeEnded("t", ExecutionStatus.COMPLETED, ended(""))
                    .runtimeEnded("t", ExecutionStatus.FAILED, ended(",\"process_id\":\"4\"")));
            assertThat(Look.window(graph.operation(1).execution())).isEqualTo("failed 5-7");
            assertThat(graph.operation(1).rawPayloadIds()).hasToString("[raw_payload:1, raw_payload:2, raw_payload:3]");
            assertThat(graph.terminal("4").execution().startedSeq()).isEqualTo(5);
        }

        @Test
        void a_terminal_once_named_cannot_change() {
            ReductionError error = exec().runtimeStarted("t", run("4"))
                    .runtimeEnded("t", ended(",\"process_id\":\"5\""))
                    .error();
            assertThat(error.code()).isEqualTo(ErrorCode.TERMINAL_CHANGED);
            assertThat(error.facts()).containsEntry("terminal", "4").containsEntry("named", "5");
            assertThat(stdin("{\"session_id\":\"4\"}")
                            .runtimeEnded("t", ended(",\"process_id\":\"5\""))
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.TERMINAL_CHANGED);
        }

        @Test
        void a_terminal_belongs_to_one_thread_from_the_moment_that_it_is_named() {
            String child = Recording.thread(2);
            Recording recording = exec().runtimeStarted("t", run("4"))
                    .thread(child, "/root/c", null)
                    .in(child, null)
                    .tool("u", null, EXEC)
                    .runtimeStarted("u", RUN)
                    .runtimeEnded("u", ended(",\"process_id\":\"4\""));
            assertThat(recording.error().code()).isEqualTo(ErrorCode.TERMINAL_THREAD_MISMATCH);
            assertThat(recording.error().sentence()).contains(child).contains(Recording.ROOT);
        }

        @Test
        void the_end_of_a_write_may_be_what_the_model_was_told() {
            Look graph = Look.at(
                    stdin("{\"session_id\":\"4\"}").runtimeEnded("t", "{\"type\":\"error\",\"error\":\"broken\"}"));
            assertThat(graph.operation(1).result())
                    .isEqualTo(new TerminalResult(null, "", "broken", "broken", null, null));
        }

        @Test
        void a_body_that_could_be_both_is_the_end_of_a_run() {
            Look graph = Look.at(stdin("{\"session_id\":\"4\"}")
                    .runtimeEnded("t", ended(",\"type\":\"error\",\"error\":\"broken\"")));
            assertThat(graph.operation(1).result().exitCode()).isEqualTo(1);
        }

        @Test
        void a_write_whose_end_is_neither_is_refused() {
            assertThat(stdin("{\"session_id\":\"4\"}")
                            .runtimeEnded("t", "{\"type\":\"other\"}")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }
    }

    @Nested
    class Results {
        private TerminalResult told(String body) {
            return Look.at(stdin("{\"session_id\":\"4\"}").toolEnds("t", ExecutionStatus.COMPLETED, body))
                    .operation(1)
                    .result();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "\"text\"|text",
                    "\"\"|``",
                    "[{\"text\":\"a\"},{\"x\":1},{\"text\":7},\"s\",{\"text\":\"b\"}]|a~b",
                    "[{\"text\":\"\"}]|[{\"text\":\"\"}]",
                    "[]|[]",
                    "[\"s\"]|[\"s\"]",
                    "{\"text\":\"a\"}|{\"text\":\"a\"}",
                    "7.50|7.5",
                    "false|false"
                })
        void the_text_of_an_output(String output, String text) {
            String expected = text.replace('~', '\n');
            assertThat(told("{\"type\":\"direct_response\",\"response_item\":{\"output\":" + output + "}}"))
                    .isEqualTo(new TerminalResult(null, expected, "", expected, null, null));
            if (!output.equals("{}")) {
                assertThat(told("{\"type\":\"code_mode_response\",\"value\":" + output + "}"))
                        .isEqualTo(new TerminalResult(null, expected, "", expected, null, null));
            }
        }

        @Test
        void an_item_without_output_is_told_as_a_whole() {
            for (String item : java.util.List.of("{\"a\":1}", "{\"output\":null}", "{}")) {
                assertThat(told("{\"type\":\"direct_response\",\"response_item\":" + item + "}")
                                .stdout())
                        .hasToString(item);
            }
        }

        @Test
        void a_value_of_null_or_none_is_told_as_null() {
            assertThat(told("{\"type\":\"code_mode_response\",\"value\":null}").stdout())
                    .hasToString("null");
            assertThat(told("{\"type\":\"code_mode_response\"}").stdout()).hasToString("null");
        }

        @Test
        void a_value_with_an_output_has_optional_facts() {
            assertThat(
                            told(
                                    "{\"type\":\"code_mode_response\",\"value\":{\"output\":\"o\",\"exit_code\":2,\"chunk_id\":\"c\",\"original_token_count\":3}}"))
                    .isEqualTo(new TerminalResult(2, "o", "", "o", 3L, "c"));
            assertThat(
                            told(
                                    "{\"type\":\"code_mode_response\",\"value\":{\"output\":\"o\",\"exit_code\":2147483648,\"chunk_id\":7,\"original_token_count\":-3}}"))
                    .isEqualTo(new TerminalResult(null, "o", "", "o", null, null));
            assertThat(told("{\"type\":\"code_mode_response\",\"value\":{\"output\":7}}")
                            .stdout())
                    .hasToString("{\"output\":7}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "[]",
                    "{\"type\":\"other\"}",
                    "{\"type\":\"error\"}",
                    "{\"type\":\"error\",\"error\":{}}",
                    "{\"type\":\"direct_response\",\"response_item\":\"text\"}"
                })
        void any_other_result_is_refused(String body) {
            assertThat(stdin("{\"session_id\":\"4\"}")
                            .toolEnds("t", ExecutionStatus.COMPLETED, body)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @Test
        void without_a_result_an_operation_ends_with_none_and_a_second_end_clears_one() {
            Look graph = Look.at(stdin("{\"session_id\":\"4\"}")
                    .toolEnds("t", ExecutionStatus.COMPLETED, "{\"type\":\"error\",\"error\":\"e\"}")
                    .toolEnds("t", ExecutionStatus.CANCELLED, null));
            assertThat(graph.operation(1).result()).isNull();
            assertThat(Look.window(graph.operation(1).execution())).isEqualTo("cancelled 4-6");
            assertThat(graph.operation(1).rawPayloadIds()).hasToString("[raw_payload:1, raw_payload:2]");
        }

        @Test
        void a_result_is_not_read_where_the_runtime_told_the_end() {
            Look graph = Look.at(stdin("{\"session_id\":\"4\"}")
                    .runtimeEnded("t", ended(""))
                    .toolEnds("t", ExecutionStatus.FAILED, "no json"));
            assertThat(Look.window(graph.operation(1).execution())).isEqualTo("completed 4-5");
            assertThat(Look.window(graph.tool("t").execution())).isEqualTo("failed 4-6");
        }

        @Test
        void a_runtime_end_behind_a_result_overwrites_it() {
            Look graph = Look.at(stdin("{\"session_id\":\"4\"}")
                    .toolEnds("t", ExecutionStatus.COMPLETED, "{\"type\":\"error\",\"error\":\"e\"}")
                    .runtimeEnded("t", ExecutionStatus.FAILED, ended("")));
            assertThat(graph.operation(1).result().exitCode()).isEqualTo(1);
            assertThat(Look.window(graph.operation(1).execution())).isEqualTo("failed 4-6");
        }
    }

    @Nested
    class Sessions {
        @Test
        void open_with_the_first_operation_that_names_them_and_list_by_start() {
            Look graph = Look.at(Recording.inTurn()
                    .tool("t1", null, EXEC)
                    .runtimeStarted("t1", RUN)
                    .tool("t2", null, EXEC)
                    .runtimeStarted("t2", run("4"))
                    .runtimeEnded("t1", ended(",\"process_id\":\"4\"")));
            assertThat(Look.ordinals(graph.terminal("4").operationIds())).containsExactly(1, 2);
            assertThat(graph.terminal("4").createdByOperationId()).hasToString("terminal_operation:2");
            assertThat(Look.window(graph.terminal("4").execution())).isEqualTo("running 7-");
        }

        @Test
        void what_the_model_saw_of_an_operation_is_what_it_saw_of_the_tool() {
            Recording recording = Recording.inTurn().tool("t", "c", EXEC).runtimeStarted("t", RUN);
            assertThat(Look.at(recording).operation(1).modelObservations()).isEmpty();
            Look graph = Look.at(recording.request("i", Say.output("c", ""), Say.call("c", "")));
            assertThat(graph.operation(1).modelObservations()).hasSize(1);
            assertThat(Look.ordinals(
                            graph.operation(1).modelObservations().get(0).callItemIds()))
                    .containsExactly(2);
            assertThat(Look.ordinals(
                            graph.operation(1).modelObservations().get(0).outputItemIds()))
                    .containsExactly(1);
        }
    }
}
