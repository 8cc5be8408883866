/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static dev.tracefold.simulated.Recording.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.EdgeKind;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.simulated.Js;
import dev.tracefold.simulated.Look;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.Say;

class AgentRulesTest {
    private static final String CHILD = "abcdefab-0000-4000-8000-00000000000f";
    private static final ToolKind SPAWN = ToolKind.BuiltIn.SPAWN_AGENT;
    private static final ToolKind SEND = ToolKind.BuiltIn.SEND_MESSAGE;
    private static final ToolKind TASK = ToolKind.BuiltIn.ASSIGN_AGENT_TASK;
    private static final ToolKind CLOSE = ToolKind.BuiltIn.CLOSE_AGENT;
    private static final String SPAWN_EDGE = "edge:spawn:" + ROOT + ":" + CHILD;

    private static String sent(String message) {
        return "{\"sender_thread_id\":\"" + ROOT + "\",\"receiver_thread_id\":\"" + CHILD + "\",\"prompt\":"
                + Js.quoted(message) + "}";
    }

    private static String spawned(String message) {
        return "{\"sender_thread_id\":\"" + ROOT + "\",\"new_thread_id\":\"" + CHILD + "\",\"prompt\":"
                + Js.quoted(message) + "}";
    }

    private static String activity(String kind) {
        return "{\"agent_thread_id\":\"" + CHILD + "\",\"kind\":\"" + kind + "\"}";
    }

    private static String invocation(String message) {
        return "{\"payload\":{\"arguments\":" + Js.quoted("{\"message\":" + message + "}") + "}}";
    }

    /** The root in its turn, and a child that has one too. */
    private static Recording withChild() {
        return Recording.inTurn()
                .thread(CHILD, "/root/child", null)
                .in(CHILD, null)
                .turn("inbox")
                .in(ROOT, "turn");
    }

    /** The child is shown these items, and the root goes on. */
    private static Recording shown(Recording recording, String inference, String... items) {
        return recording.in(CHILD, "inbox").request(inference, items).in(ROOT, "turn");
    }

    private static EdgeAnchor anItem(int ordinal) {
        return new EdgeAnchor.ConversationItem(new ItemId("conversation_item:" + ordinal));
    }

    @Nested
    class Ids {
        @Test
        void are_uuids_in_lower_case_however_they_are_written() {
            Look graph = Look.at(shown(
                    withChild()
                            .tool("t", null, SPAWN)
                            .runtimeEnded("t", spawned("go").replace("abcdef", "ABCDEF")),
                    "i",
                    Say.agentMessage("/root", "/root/child", "go")));
            assertThat(graph.edge(SPAWN_EDGE).target()).isEqualTo(anItem(1));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "abcdefab00004000800000000000000f",
                    "{abcdefab-0000-4000-8000-00000000000f}",
                    "urn:uuid:abcdefab-0000-4000-8000-00000000000f",
                    "abcdefab-0000-4000-8000-00000000000g",
                    " abcdefab-0000-4000-8000-00000000000f",
                    ""
                })
        void of_another_form_are_refused(String id) {
            assertThat(withChild()
                            .tool("t", null, CLOSE)
                            .runtimeStarted("t", "{\"receiver_thread_id\":" + Js.quoted(id) + "}")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @Test
        void a_spawn_without_a_new_thread_makes_no_edge_but_needs_its_other_fields() {
            for (String none : java.util.List.of("", ",\"new_thread_id\":null")) {
                Recording recording = withChild()
                        .tool("t", null, SPAWN)
                        .runtimeEnded("t", "{\"sender_thread_id\":\"" + ROOT + "\",\"prompt\":\"go\"" + none + "}");
                assertThat(recording.graph().interactionEdges()).isEmpty();
                assertThat(recording.state().waitingDeliveries()).isEmpty();
            }
            assertThat(withChild()
                            .tool("t", null, SPAWN)
                            .runtimeEnded("t", "{\"sender_thread_id\":\"" + ROOT + "\"}")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @Test
        void the_start_of_a_spawn_is_not_read() {
            assertThat(withChild()
                            .tool("t", null, SPAWN)
                            .runtimeStarted("t", "no json")
                            .graph()
                            .interactionEdges())
                    .isEmpty();
        }
    }

    @Nested
    class Widening {
        @Test
        void a_waiting_delivery_widens_and_arrives_whole() {
            Recording recording = withChild()
                    .tool("t", null, SEND, "{}")
                    .runtimeStarted("t", sent("m"))
                    .runtimeEnded("t", sent("m"))
                    .toolEnds("t", ExecutionStatus.COMPLETED, "not read");
            InteractionEdge edge = Look.at(shown(recording, "i", Say.agentMessage("/root", "/root/child", "m")))
                    .edge("edge:tool:t");
            assertThat(edge.startedAtUnixMs()).isEqualTo(1060);
            assertThat(edge.endedAtUnixMs()).isEqualTo(1080);
            assertThat(edge.carriedRawPayloadIds())
                    .hasToString("[raw_payload:1, raw_payload:2, raw_payload:3, raw_payload:4]");
            assertThat(edge.carriedItemIds()).hasToString("[conversation_item:1]");
            assertThat(edge.source().toString()).contains("t");
        }

        @Test
        void a_made_edge_widens_and_keeps_its_target_whatever_the_message() {
            Recording recording = shown(withChild(), "i", Say.agentMessage("/root", "/root/child", "m"))
                    .tool("t", null, SEND)
                    .runtimeStarted("t", sent("m"))
                    .runtimeEnded("t", sent("another message"));
            InteractionEdge edge = Look.at(recording).edge("edge:tool:t");
            assertThat(edge.target()).isEqualTo(anItem(1));
            assertThat(edge.endedAtUnixMs()).isEqualTo(1090);
        }

        @Test
        void of_two_ends_the_later_counts_even_where_the_clock_steps_back() {
            Recording recording = shown(withChild(), "i", Say.agentMessage("/root", "/root/child", "m"))
                    .tool("t", null, SEND)
                    .runtimeEnded("t", sent("m"))
                    .at(500)
                    .runtimeEnded("t", sent("m"));
            assertThat(Look.at(recording).edge("edge:tool:t").endedAtUnixMs()).isEqualTo(1080);
        }

        @Test
        void a_waiting_delivery_must_agree_on_its_message_and_its_sender() {
            Recording message = withChild()
                    .tool("t", null, SEND)
                    .runtimeStarted("t", sent("m"))
                    .runtimeEnded("t", sent("other"));
            assertThat(message.error().code()).isEqualTo(ErrorCode.EDGE_CONFLICT);
            Recording sender = withChild()
                    .tool("t", null, SEND)
                    .runtimeStarted("t", sent("m"))
                    .runtimeEnded("t", sent("m").replace(ROOT, CHILD));
            assertThat(sender.error().code()).isEqualTo(ErrorCode.EDGE_CONFLICT);
            assertThat(sender.error().facts()).containsEntry("edge", "edge:tool:t");
        }

        @Test
        void two_tools_cannot_spawn_one_thread() {
            Recording waiting = withChild()
                    .tool("t", null, SPAWN)
                    .runtimeEnded("t", spawned("m"))
                    .tool("u", null, SPAWN)
                    .runtimeEnded("u", spawned("m"));
            assertThat(waiting.error().code()).isEqualTo(ErrorCode.EDGE_CONFLICT);
            Recording made = shown(withChild(), "i", Say.agentMessage("/root", "/root/child", "m"))
                    .tool("t", null, SPAWN)
                    .runtimeEnded("t", spawned("m"))
                    .tool("u", null, SPAWN)
                    .runtimeEnded("u", spawned("m"));
            assertThat(made.error().code()).isEqualTo(ErrorCode.EDGE_CONFLICT);
        }

        @Test
        void a_result_that_comes_late_joins_what_a_made_edge_carries_once() {
            Recording recording = shown(withChild(), "i", Say.agentMessage("/root", "/root/child", "m"))
                    .tool("t", null, TASK)
                    .runtimeStarted("t", sent("m"))
                    .toolEnds("t", ExecutionStatus.COMPLETED, "{}")
                    .runtimeEnded("t", sent("m"));
            assertThat(Look.at(recording).edge("edge:tool:t").carriedRawPayloadIds())
                    .hasToString("[raw_payload:2, raw_payload:3, raw_payload:4]");
        }
    }

    @Nested
    class Arriving {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\",\"trigger_turn\":true}|true",
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\",\"trigger_turn\":false,\"other_recipients\":null,\"encrypted_content\":null}|true",
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\",\"trigger_turn\":true,\"other_recipients\":[\"/root/a_1\",\"/morpheus\"]}|true",
                    "` {\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"x\",\"encrypted_content\":\"m\",\"trigger_turn\":true} `|true",
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\",\"encrypted_content\":\"x\",\"trigger_turn\":true}|false",
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"encrypted_content\":\"m\",\"trigger_turn\":true}|false",
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\",\"encrypted_content\":7,\"trigger_turn\":true}|false",
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\"}|false",
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\",\"trigger_turn\":null}|false",
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\",\"trigger_turn\":\"true\"}|false",
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\",\"trigger_turn\":true,\"other_recipients\":\"/root\"}|false",
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\",\"trigger_turn\":true,\"other_recipients\":[\"/root/root\"]}|false",
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\",\"trigger_turn\":true,\"other_recipients\":[7]}|false",
                    "{\"author\":\"/root/\",\"recipient\":\"/root/child\",\"content\":\"m\",\"trigger_turn\":true}|false",
                    "[]|false",
                    "{|false"
                })
        void by_a_message_that_is_json(String text, boolean arrives) {
            Recording recording = shown(withChild(), "i", Say.assistant(text))
                    .tool("t", null, SEND)
                    .runtimeStarted("t", sent("m"));
            assertThat(recording.graph().interactionEdges()).hasSize(arrives ? 1 : 0);
        }

        @ParameterizedTest
        @CsvSource({
            "/root/child,true",
            "/root/a/b_2/c,true",
            "/root/rooted,true",
            "/root/Child,false",
            "/root/child/root,false",
            "/root/child/root/a,false",
            "/root//a,false",
            "/root/child/,false",
            "/root/a-b,false",
            "/rooted,false",
            "root/child,false",
            "/morpheus/a,false",
            "'/root/child\n',false"
        })
        void json_names_its_ends_by_agent_paths(String path, boolean arrives) {
            Recording recording = Recording.inTurn()
                    .thread(CHILD, path, null)
                    .in(CHILD, null)
                    .turn("inbox")
                    .request(
                            "i",
                            Say.assistant("{\"author\":\"/root\",\"recipient\":" + Js.quoted(path)
                                    + ",\"content\":\"m\",\"trigger_turn\":true}"))
                    .in(ROOT, "turn")
                    .tool("t", null, SEND)
                    .runtimeStarted("t", sent("m"));
            assertThat(recording.graph().interactionEdges()).hasSize(arrives ? 1 : 0);
        }

        @Test
        void only_an_assistant_says_json_of_this_kind_and_only_in_a_part_of_its_own() {
            String json =
                    "{\"author\":\"/root\",\"recipient\":\"/root/child\",\"content\":\"m\",\"trigger_turn\":true}";
            String twoParts = "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":"
                    + Js.quoted(json) + "},{\"type\":\"text\",\"text\":\"\"}]}";
            Recording recording = shown(withChild(), "i", Say.user(json), twoParts)
                    .tool("t", null, SEND)
                    .runtimeStarted("t", sent("m"));
            assertThat(recording.graph().interactionEdges()).isEmpty();
        }

        @Test
        void only_from_the_path_of_the_sender() {
            Recording recording = shown(withChild(), "i", Say.agentMessage("/root/other", "/root/child", "m"))
                    .tool("t", null, SEND)
                    .runtimeStarted("t", sent("m"));
            assertThat(recording.graph().interactionEdges()).isEmpty();
            assertThat(recording.state().waitingDeliveries()).hasToString("[edge:tool:t]");
        }

        @Test
        void from_a_sender_that_never_started_not_at_all() {
            String nobody = Recording.thread(99);
            Recording recording = shown(withChild(), "i", Say.agentMessage("/root", "/root/child", "m"))
                    .tool("t", null, SEND)
                    .runtimeStarted("t", sent("m").replace(ROOT, nobody));
            assertThat(recording.graph().interactionEdges()).isEmpty();
        }

        @Test
        void at_an_agent_that_starts_later() {
            Recording recording = Recording.inTurn()
                    .tool("t", null, SPAWN)
                    .runtimeEnded("t", spawned("go"))
                    .thread(CHILD, "/root/child", null)
                    .in(CHILD, null)
                    .turn("inbox")
                    .request("i", Say.agentMessage("/root", "/root/child", "go"));
            InteractionEdge edge = Look.at(recording).edge(SPAWN_EDGE);
            assertThat(edge.target()).isEqualTo(anItem(1));
            assertThat(edge.endedAtUnixMs()).as("the arrival changes no time").isEqualTo(1050);
        }

        @Test
        void by_an_item_that_a_compaction_brings() {
            Recording recording = withChild()
                    .tool("t", null, SEND)
                    .runtimeStarted("t", sent("m"))
                    .in(CHILD, "inbox")
                    .install(
                            "c", java.util.List.of(), java.util.List.of(Say.agentMessage("/root", "/root/child", "m")));
            assertThat(Look.at(recording).edge("edge:tool:t").target()).isEqualTo(anItem(2));
        }

        @Test
        void nowhere_leaves_a_spawn_at_its_thread_and_drops_the_rest() {
            Recording recording = withChild()
                    .tool("t", null, SPAWN)
                    .runtimeEnded("t", spawned("go"))
                    .tool("u", null, SEND)
                    .runtimeStarted("u", sent("m"));
            InteractionEdge edge = Look.at(recording).edge(SPAWN_EDGE);
            assertThat(edge.target()).isEqualTo(new EdgeAnchor.WholeThread(new ThreadId(CHILD)));
            assertThat(edge.carriedItemIds()).isEmpty();
            assertThat(recording.graph().interactionEdges()).hasSize(1);
            assertThat(recording.state().graph().interactionEdges())
                    .as("not before the end")
                    .isEmpty();
        }

        @Test
        void nowhere_leaves_a_spawn_of_a_thread_that_never_started_without_an_edge() {
            Recording recording = Recording.inTurn().tool("t", null, SPAWN).runtimeEnded("t", spawned("go"));
            assertThat(recording.graph().interactionEdges()).isEmpty();
        }
    }

    @Nested
    class Closing {
        @Test
        void leads_to_the_thread_from_the_start_of_the_tool() {
            Recording recording = withChild().tool("t", null, CLOSE).runtimeStarted("t", sent("not needed"));
            InteractionEdge open = Look.at(recording).edge("edge:tool:t");
            assertThat(open.kind()).isEqualTo(EdgeKind.CLOSE_AGENT);
            assertThat(open.endedAtUnixMs()).isNull();
            InteractionEdge closed = Look.at(recording
                            .runtimeEnded("t", "{\"receiver_thread_id\":\"" + CHILD + "\"}")
                            .toolEnds("t", ExecutionStatus.COMPLETED, "{}"))
                    .edge("edge:tool:t");
            assertThat(closed.startedAtUnixMs()).isEqualTo(1060);
            assertThat(closed.endedAtUnixMs()).isEqualTo(1080);
            assertThat(closed.carriedItemIds()).isEmpty();
            assertThat(closed.carriedRawPayloadIds()).hasToString("[raw_payload:1, raw_payload:2, raw_payload:3]");
        }

        @Test
        void of_a_thread_that_starts_in_between_makes_the_edge_at_the_end() {
            Recording recording = Recording.inTurn()
                    .tool("t", null, CLOSE)
                    .runtimeStarted("t", sent(""))
                    .thread(CHILD, "/root/child", null)
                    .runtimeEnded("t", sent(""));
            InteractionEdge edge = Look.at(recording).edge("edge:tool:t");
            assertThat(edge.startedAtUnixMs()).isEqualTo(1040);
            assertThat(edge.endedAtUnixMs()).isEqualTo(1070);
            assertThat(edge.carriedRawPayloadIds()).hasSize(2);
        }
    }

    @Nested
    class Activities {
        @ParameterizedTest
        @CsvSource({
            "SPAWN_AGENT,interacted",
            "SPAWN_AGENT,interrupted",
            "SEND_MESSAGE,started",
            "ASSIGN_AGENT_TASK,interrupted",
            "CLOSE_AGENT,started",
            "WAIT_AGENT,interacted",
            "EXEC_COMMAND,started",
            "SPAWN_AGENT,unheard_of"
        })
        void go_with_their_tools(ToolKind.BuiltIn kind, String activity) {
            ReductionError error = withChild()
                    .tool("t", null, kind, invocation("\"m\""))
                    .runtimeEnded("t", activity(activity))
                    .error();
            assertThat(error.code()).isEqualTo(ErrorCode.ACTIVITY_MISMATCH);
            assertThat(error.sentence()).contains(activity);
        }

        @Test
        void of_null_are_none() {
            Recording recording = withChild()
                    .tool("t", null, ToolKind.BuiltIn.WEB)
                    .runtimeEnded("t", "{\"agent_thread_id\":null,\"kind\":\"started\"}");
            assertThat(recording.graph().interactionEdges()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "[]",
                    "{\"payload\":{\"arguments\":{\"message\":\"m\"}}}",
                    "{\"payload\":{\"arguments\":\"m\"}}",
                    "{\"payload\":{\"arguments\":\"{}\"}}",
                    "{\"payload\":{\"arguments\":\"{\\\"message\\\":7}\"}}"
                })
        void have_their_message_from_the_invocation(String invocation) {
            assertThat(withChild()
                            .tool("t", null, SPAWN, invocation)
                            .runtimeEnded("t", activity("started"))
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @Test
        void without_an_invocation_have_no_message_which_only_a_close_can_do_without() {
            assertThat(withChild()
                            .tool("t", null, SEND)
                            .runtimeEnded("t", activity("interacted"))
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
            Look graph = Look.at(withChild().tool("t", null, CLOSE).runtimeEnded("t", activity("interrupted")));
            assertThat(graph.edge("edge:tool:t").endedAtUnixMs()).isEqualTo(1070);
        }

        @Test
        void come_from_the_thread_of_the_tool() {
            Recording recording = shown(withChild(), "i", Say.agentMessage("/root", "/root/child", "m"))
                    .tool("t", null, SPAWN, invocation("\"m\""))
                    .runtimeEnded("t", activity("started"));
            assertThat(Look.at(recording).edge(SPAWN_EDGE).target()).isEqualTo(anItem(1));
        }
    }

    @Nested
    class Results {
        @Test
        void come_from_the_last_word_of_the_turn_and_go_to_the_notice_of_the_parent() {
            Recording recording = shown(
                            withChild(),
                            "i",
                            Say.assistant("first"),
                            Say.assistant("last"),
                            Say.user("no"),
                            Say.agentMessage("/root/child", "/root", "nor this"))
                    .result("e", CHILD, "inbox", ROOT, "done")
                    .request("j", Say.agentMessage("/root/child", "/root", "done"));
            InteractionEdge edge = Look.at(recording).edge("e");
            assertThat(edge.kind()).isEqualTo(EdgeKind.AGENT_RESULT);
            assertThat(edge.source()).isEqualTo(anItem(2));
            assertThat(edge.target()).isEqualTo(anItem(5));
            assertThat(edge.startedAtUnixMs()).isEqualTo(edge.endedAtUnixMs()).isEqualTo(1070);
            assertThat(edge.carriedRawPayloadIds()).hasToString("[raw_payload:2]");
        }

        @Test
        void of_another_turn_come_from_the_thread() {
            Recording recording = shown(withChild(), "i", Say.assistant("of the inbox"))
                    .result("e", CHILD, "another turn", ROOT, "done")
                    .request("j", Say.agentMessage("/root/child", "/root", "done"));
            assertThat(Look.at(recording).edge("e").source())
                    .isEqualTo(new EdgeAnchor.WholeThread(new ThreadId(CHILD)));
        }

        @Test
        void observed_again_behind_another_word_contradict_themselves() {
            Recording recording =
                    shown(withChild(), "i", Say.assistant("first")).result("e", CHILD, "inbox", ROOT, "done");
            assertThat(shown(recording, "j", Say.assistant("second"))
                            .result("e", CHILD, "inbox", ROOT, "done")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.EDGE_CONFLICT);
        }

        @Test
        void need_their_child_before_anything_else() {
            Recording recording = withChild().tool("t", null, CLOSE).runtimeStarted("t", sent(""));
            assertThat(recording
                            .result("edge:tool:t", Recording.thread(9), "turn", ROOT, "")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.UNKNOWN_THREAD);
            Recording taken = withChild().tool("t", null, CLOSE).runtimeStarted("t", sent(""));
            assertThat(taken.result("edge:tool:t", CHILD, "turn", ROOT, "")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.EDGE_CONFLICT);
        }
    }
}
