/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.simulated.Js;
import dev.tracefold.simulated.Look;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.Say;

/** How items are read, and which of them are one. */
class ItemRulesTest {
    private static ConversationItem item(String json) {
        return Look.at(Recording.inTurn().request("i", json)).item(1);
    }

    private static String summary(String arguments) {
        return ((BodyPart.Json) item("{\"type\":\"function_call\",\"arguments\":" + arguments + "}")
                        .parts()
                        .get(0))
                .summary();
    }

    /** Whether the second item, where it stands in a history instead of the first, is the same item. */
    private static boolean same(String first, String second) {
        Recording recording = Recording.inTurn().request("i", first).request("j", second);
        return Look.at(recording).graph().conversationItems().size() == 1;
    }

    @Nested
    class Reading {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"type\":\"message\",\"role\":\"owner\",\"content\":[]}",
                    "{\"type\":\"message\",\"role\":null,\"content\":[]}",
                    "{\"type\":\"message\",\"role\":\"User\",\"content\":[]}",
                    "{\"type\":\"agent_message\",\"author\":\"a\",\"recipient\":\"b\"}",
                    "{\"type\":\"agent_message\",\"author\":\"a\",\"recipient\":\"b\",\"content\":\"text\"}",
                    "{\"type\":\"agent_message\",\"author\":\"a\",\"recipient\":\"b\",\"content\":[7]}",
                    "{\"type\":\"agent_message\",\"author\":\"a\",\"recipient\":7,\"content\":[]}",
                    "{\"type\":\"agent_message\",\"author\":\"a\",\"recipient\":\"b\",\"content\":[{\"type\":\"input_text\"}]}",
                    "{\"type\":\"agent_message\",\"author\":\"a\",\"recipient\":\"b\",\"content\":[{\"type\":\"encrypted_content\",\"encrypted_content\":7}]}",
                    "{\"type\":\"reasoning\",\"content\":\"text\"}",
                    "{\"type\":\"reasoning\",\"content\":[7],\"encrypted_content\":\"x\"}",
                    "{\"type\":\"reasoning\",\"summary\":null,\"encrypted_content\":\"x\"}",
                    "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"text\",\"text\":\"a\"}]}",
                    "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\"}]}",
                    "{\"type\":\"reasoning\",\"encrypted_content\":7}",
                    "{\"type\":\"reasoning\",\"content\":null,\"encrypted_content\":null}",
                    "{\"type\":\"compaction\",\"encrypted_content\":null}",
                    "{\"type\":\"context_compaction\"}",
                    "{\"type\":7}",
                    "{}",
                    "[]",
                    "null"
                })
        void an_item_that_breaks_its_row_is_malformed(String json) {
            assertThat(Recording.inTurn().request("i", json).error().code()).isEqualTo(ErrorCode.MALFORMED_ITEM);
        }

        @Test
        void the_error_names_the_payload_and_the_place_of_the_item() {
            ReductionError error =
                    Recording.inTurn().request("i", Say.user("a"), "7").error();
            assertThat(error.sentence()).contains("raw_payload:1").contains("input[1]");
            assertThat(error.facts()).containsEntry("payload", "raw_payload:1");
        }

        @Test
        void tools_that_are_added_are_no_item_whatever_they_hold() {
            assertThat(Look.at(Recording.inTurn().request("i", "{\"type\":\"additional_tools\",\"role\":7}"))
                            .request("i"))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"7", "null", "[\"c\"]", "{}"})
        void a_call_id_that_is_no_string_is_none(String callId) {
            assertThat(item("{\"type\":\"function_call\",\"call_id\":" + callId + ",\"arguments\":\"\"}")
                            .callId())
                    .isNull();
        }

        @Test
        void messages_and_reasoning_have_no_call_id() {
            assertThat(item("{\"type\":\"message\",\"role\":\"user\",\"call_id\":\"c\",\"content\":[]}")
                            .callId())
                    .isNull();
            assertThat(item("{\"type\":\"reasoning\",\"call_id\":\"c\",\"encrypted_content\":\"x\"}")
                            .callId())
                    .isNull();
        }

        @Test
        void a_phase_of_another_kind_is_no_channel() {
            assertThat(item("{\"type\":\"message\",\"role\":\"user\",\"phase\":7,\"content\":[]}")
                            .channel())
                    .isNull();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "`\" 7 \"`|7",
                    "`\"\\\"a\\\"\"`|\"a\"",
                    "`\"null\"`|null",
                    "`\"\\t{ \\\"a\\\" : [ ] }\\n\"`|{\"a\":[]}",
                    "`null`|null",
                    "`{\"b\":1,\"a\":2,\"b\":3}`|{\"b\":3,\"a\":2}",
                    "`1.0`|1.0",
                    "`1e2`|100.0",
                    "`-0.0`|-0.0",
                    "`1e21`|1e21",
                    "`1e-7`|1e-7",
                    "`0.1000`|0.1",
                    "`123456789012345678901234567890`|123456789012345678901234567890",
                    "`\"1E+2\"`|100.0"
                })
        void arguments_are_json_if_they_can_be(String arguments, String expected) {
            assertThat(summary(arguments)).isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "{", "1 2", "nul", "'a'", "NaN", "01", "1e400", "\ufeff{}", "\u00001"})
        void arguments_that_are_no_json_are_text(String arguments) {
            assertThat(item(Say.call("c", arguments)).parts()).containsExactly(new BodyPart.Text(arguments));
        }

        @Test
        void nesting_above_a_thousand_makes_arguments_text() {
            String deep = "[".repeat(1000) + "]".repeat(1000);
            assertThat(item(Say.call("c", deep)).parts().get(0)).isInstanceOf(BodyPart.Json.class);
            String deeper = "[" + deep + "]";
            assertThat(item(Say.call("c", deeper)).parts()).containsExactly(new BodyPart.Text(deeper));
        }

        @Test
        void an_output_of_null_is_json_and_an_absent_one_is_looked_up() {
            assertThat(item("{\"type\":\"function_call_output\",\"output\":null}")
                            .parts()
                            .toString())
                    .contains("summary=null");
            assertThat(item("{\"type\":\"function_call_output\"}").parts().toString())
                    .contains("tool_output");
        }

        @Test
        void an_exec_without_text_is_no_code() {
            assertThat(item("{\"type\":\"custom_tool_call\",\"name\":\"exec\",\"input\":null}")
                            .parts()
                            .get(0))
                    .isInstanceOf(BodyPart.Json.class);
        }
    }

    @Nested
    class Summaries {
        @Test
        void a_summary_of_240_bytes_is_whole() {
            String whole = "\"" + "a".repeat(238) + "\"";
            assertThat(summary(whole.replace("\"", "\\\"").replaceAll("^|$", "\"")))
                    .isEqualTo(whole);
        }

        @Test
        void a_longer_one_is_cut_to_240_bytes() {
            String summary = summary("{\"a\":\"" + "x".repeat(300) + "\"}");
            assertThat(summary).hasSize(243).endsWith("xxx...");
        }

        @ParameterizedTest
        @CsvSource({"é,239", "日,238", "🙂,237", "é,238", "日,237", "🙂,236"})
        void a_cut_never_goes_through_a_character(String character, int before) {
            // The array's bracket and the quote are two of the bytes before it.
            String text = "x".repeat(before - 2) + character + "y".repeat(100);
            String summary = summary("[\"" + text + "\"]");
            int width = character.getBytes(StandardCharsets.UTF_8).length;
            boolean fits = before + width <= 240;
            assertThat(summary)
                    .isEqualTo("[\"" + "x".repeat(before - 2)
                            + (fits ? character + "y".repeat(240 - before - width) : "") + "...");
        }

        @Test
        void values_that_differ_behind_the_cut_are_the_same_item() {
            String start = "{\"type\":\"function_call\",\"arguments\":{\"a\":\"" + "x".repeat(300);
            assertThat(same(start + "1\"}}", start + "2\"}}")).isTrue();
            assertThat(same(start + "1\"}}", start.replace("\"a\"", "\"b\"") + "1\"}}"))
                    .isFalse();
        }
    }

    @Nested
    class Sameness {
        private static String image(String image) {
            return "{\"type\":\"message\",\"role\":\"user\",\"content\":[" + image + "]}";
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{\"type\":\"x\",\"a\":1}|{\"a\":1,\"type\":\"x\"}|true",
                    "{\"type\":\"x\",\"a\":1}|{\"type\":\"x\",\"a\":1.0}|false",
                    "{\"type\":\"x\",\"a\":1.0}|{\"type\":\"x\",\"a\":10e-1}|true",
                    "{\"type\":\"x\",\"a\":0.0}|{\"type\":\"x\",\"a\":-0.0}|true",
                    "{\"type\":\"x\",\"a\":[1,2]}|{\"type\":\"x\",\"a\":[2,1]}|false",
                    "{\"type\":\"x\",\"a\":\"1\"}|{\"type\":\"x\",\"a\":1}|false",
                    "{\"type\":\"x\",\"a\":null}|{\"type\":\"x\"}|false",
                    "{\"type\":\"x\"}|{\"type\":\"y\"}|false",
                    "{\"type\":7}|{\"type\":8}|false",
                    "7|7|true",
                    "7|8|false",
                    "null|null|true"
                })
        void content_that_is_looked_up_is_compared_as_json(String first, String second, boolean same) {
            assertThat(same(image(first), image(second))).isEqualTo(same);
        }

        @Test
        void content_that_is_null_is_the_same_as_none() {
            assertThat(same(
                            "{\"type\":\"message\",\"role\":\"user\",\"content\":null}",
                            "{\"type\":\"message\",\"role\":\"user\"}"))
                    .isTrue();
        }

        @Test
        void an_empty_array_is_not_an_array_of_nothing_that_can_be_read() {
            assertThat(same(image(""), image("{\"type\":\"text\"}"))).isFalse();
            assertThat(same(image("{\"type\":\"text\"}"), image("{\"type\":\"text\"}")))
                    .isTrue();
        }

        @Test
        void one_text_is_not_two() {
            assertThat(same(
                            image("{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}"),
                            image("{\"type\":\"text\",\"text\":\"ab\"}")))
                    .isFalse();
        }

        @Test
        void the_input_of_a_cell_is_not_the_input_of_another_tool() {
            assertThat(same(
                            "{\"type\":\"custom_tool_call\",\"name\":\"exec\",\"input\":\"a\"}",
                            "{\"type\":\"custom_tool_call\",\"name\":\"other\",\"input\":\"a\"}"))
                    .isFalse();
        }

        @Test
        void a_blob_makes_no_other_item_the_same_as_reasoning() {
            assertThat(same(Say.reasoning(null, null, "x"), "{\"type\":\"compaction\",\"encrypted_content\":\"x\"}"))
                    .isFalse();
        }

        @Test
        void an_own_field_of_the_metadata_does_not_count_and_a_nested_one_does() {
            String call = "{\"type\":\"web_search_call\",\"a\":{%s},\"b\":1%s}";
            String own = ",\"internal_chat_message_metadata_passthrough\":{\"t\":1}";
            String nested = "\"internal_chat_message_metadata_passthrough\":{\"t\":1}";
            assertThat(same(call.formatted("", ""), call.formatted("", own))).isTrue();
            assertThat(same(call.formatted("", ""), call.formatted(nested, ""))).isFalse();
        }
    }

    @Nested
    class CallIds {
        @Test
        void items_of_one_call_id_and_kind_say_the_same() {
            Recording recording =
                    Recording.inTurn().request("i", Say.output("c", "one")).request("j", Say.output("c", "two"));
            assertThat(recording.error().code()).isEqualTo(ErrorCode.CALL_ID_CONFLICT);
            assertThat(recording.error().facts())
                    .containsEntry("call_id", "c")
                    .containsEntry("item", "conversation_item:1")
                    .containsEntry("payload", "raw_payload:2");
        }

        @Test
        void a_conflict_may_be_in_one_request() {
            assertThat(Recording.inTurn()
                            .request("i", Say.call("c", "1"), Say.call("c", "2"))
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.CALL_ID_CONFLICT);
        }

        @Test
        void each_kind_of_call_and_output_may_have_the_call_id() {
            Recording recording = Recording.inTurn()
                    .request("i", Say.call("c", ""), Say.output("c", ""), Say.code("c"), Say.codeOutput("c", ""));
            assertThat(Look.at(recording).request("i")).containsExactly(1, 2, 3, 4);
        }

        @Test
        void calls_of_different_types_are_of_one_kind() {
            Recording recording = Recording.inTurn()
                    .request("i", Say.call("c", "1"), "{\"type\":\"local_shell_call\",\"call_id\":\"c\"}");
            assertThat(recording.error().code()).isEqualTo(ErrorCode.CALL_ID_CONFLICT);
        }

        @Test
        void an_item_that_is_said_twice_in_one_history_is_two_items() {
            Recording recording = Recording.inTurn()
                    .request("i", Say.call("c", ""), Say.call("c", ""))
                    .request("j", Say.call("c", ""), Say.call("c", ""), Say.call("c", ""));
            assertThat(Look.at(recording).request("j")).containsExactly(1, 2, 3);
        }
    }

    @Nested
    class Producers {
        @Test
        void an_answer_that_is_sent_again_gains_no_producer() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i")
                    .response("i", null, Say.assistant("a"))
                    .request("j", Say.assistant("a")));
            assertThat(graph.request("j")).containsExactly(1);
            assertThat(graph.item(1).producedBy()).hasSize(1);
        }

        @Test
        void an_output_lists_its_producers_as_they_become_known() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.code("c"))
                    .response("i", null, Say.codeOutput("c", "x"))
                    .cell("r", "c")
                    .tool("t", "c", new ToolKind.Other("exec")));
            assertThat(graph.item(2).producedBy().toString()).containsSubsequence("Inference", "CodeCell", "Tool");
        }

        @Test
        void what_a_compaction_puts_in_place_is_produced_by_it_and_what_it_replaces_is_not() {
            Look graph = Look.at(Recording.inTurn()
                    .install("c", List.of(Say.user("old")), List.of(Say.user("old"), Say.user("new"))));
            assertThat(graph.item(1).producedBy()).isEmpty();
            for (int ordinal = 2; ordinal <= 4; ordinal++) {
                assertThat(graph.item(ordinal).producedBy()).hasToString("[Compaction[compactionId=c]]");
            }
            assertThat(graph.item(2).parts()).isEmpty();
            assertThat(graph.item(2).channel()).isNull();
        }
    }

    @Nested
    class ReasoningThatIsCompleted {
        @Test
        void each_kind_of_part_is_taken_from_the_first_that_has_it() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.reasoning(null, null, "x"))
                    .request("j", Say.reasoning(null, "first summary", "x"))
                    .request("k", Say.reasoning("first text", "second summary", "x"))
                    .request("l", Say.reasoning("second text", null, "x")));
            assertThat(graph.graph().conversationItems()).hasSize(1);
            assertThat(graph.item(1).parts())
                    .containsExactly(
                            new BodyPart.Text("first text"),
                            new BodyPart.Summary("first summary"),
                            new BodyPart.Encoded("encrypted_content", "x"));
        }

        @Test
        void what_was_completed_is_compared_as_it_is_now() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.reasoning(null, null, "x"))
                    .request("j", Say.reasoning("text", null, "x"))
                    .request("k", Say.reasoning("text", null, null)));
            assertThat(graph.request("k"))
                    .as("only a blob or all parts make it the same")
                    .containsExactly(2);
        }

        @Test
        void a_replacement_is_new_even_where_the_blob_is_known() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.reasoning("text", null, "x"))
                    .install("c", List.of(), List.of(Say.reasoning(null, null, "x"))));
            assertThat(graph.item(3).parts()).containsExactly(new BodyPart.Encoded("encrypted_content", "x"));
        }
    }

    @Test
    void any_character_comes_through_as_it_is() {
        String all = "\u0000\u001f\u007f\u2028\ufeff\uffff\ud800\udc00\udbff\udfff\"\\/";
        assertThat(item(Say.user(all)).parts()).containsExactly(new BodyPart.Text(all));
        assertThat(summary("[" + Js.quoted(all) + "]"))
                .isEqualTo("[\"\\u0000\\u001f\u007f\u2028\ufeff\uffff\ud800\udc00\udbff\udfff\\\"\\\\/\"]");
    }
}
