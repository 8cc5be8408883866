/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.replay.Replay;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.record.NewSession;
import dev.tracefold.rollout.record.RecorderOptions;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.rollout.record.RolloutRecorder;
import dev.tracefold.writer.recorder.InferenceAttempt;
import dev.tracefold.writer.recorder.ModelCall;
import dev.tracefold.writer.recorder.RecorderConfig;
import dev.tracefold.writer.recorder.ResponseBody;
import dev.tracefold.writer.recorder.SessionMetadata;
import dev.tracefold.writer.recorder.ThreadMetadata;
import dev.tracefold.writer.recorder.ThreadTrace;
import dev.tracefold.writer.recorder.ToolCallTrace;
import dev.tracefold.writer.recorder.ToolDispatch;
import dev.tracefold.writer.recorder.ToolInput;
import dev.tracefold.writer.recorder.ToolOrigin;
import dev.tracefold.writer.recorder.ToolResult;
import dev.tracefold.writer.recorder.TraceRecorder;

/** An agent that keeps both records, the bundle and the rollout: they tell of the same conversation. */
class TwoRecordsProperties {
    private static final ThreadId THREAD = new ThreadId("019c8a4c-0000-7000-8000-00000000000b");
    private static final String MODEL = "a-model";

    /** What the model answers at once: thoughts and words, then the tools that it wants, with what they will say. */
    record Answer(List<ObjectNode> words, List<String> toolOutputs) {}

    /** What the user asks, and the answers up to the one that wants no tool. */
    record Turn(String asked, List<Answer> working, ObjectNode last) {}

    @Property(tries = 150)
    void both_records_of_a_session_reduce_to_the_same_conversation(@ForAll("sessions") List<Turn> session)
            throws Exception {
        Path temp = Files.createTempDirectory("two-records");
        try {
            RolloutTrace ofBundle;
            RolloutTrace ofRollout;
            try (TraceRecorder bundle = TraceRecorder.start(
                            temp.resolve("traces"),
                            SessionMetadata.of(ThreadMetadata.of(THREAD, "/root")),
                            RecorderConfig.defaults());
                    RolloutRecorder rollout = RolloutRecorder.create(
                            RolloutContext.of(RolloutHome.locate(temp.resolve("home"), Map.of())),
                            new NewSession(
                                    new dev.tracefold.rollout.ThreadId(THREAD.value()),
                                    temp,
                                    new NewSession.Client("test", "1"),
                                    "cli",
                                    Map.of()),
                            RecorderOptions.DEFAULT)) {
                new BothRecords(bundle.rootThread(), rollout).play(session);
                rollout.persist();
                rollout.shutdown();
                bundle.rootThread().recordEnded(RolloutStatus.COMPLETED);
                bundle.close();
                ofBundle = reduced(Objects.requireNonNull(bundle.bundle()));
                ofRollout = reduced(rollout.rolloutPath());
            }

            assertThat(conversation(ofRollout)).isEqualTo(conversation(ofBundle));
            assertThat(requests(ofRollout)).isEqualTo(requests(ofBundle));
            assertThat(ofRollout.turns().keySet()).isEqualTo(ofBundle.turns().keySet());
            assertThat(tools(ofRollout)).isEqualTo(tools(ofBundle));
        } finally {
            delete(temp);
        }
    }

    @Provide
    Arbitrary<List<Turn>> sessions() {
        Arbitrary<String> text = Arbitraries.of("yes", "no", "é \uD83D\uDE00", "two\nlines", "\"quoted\"", "<b>");
        Arbitrary<ObjectNode> word = Arbitraries.oneOf(
                text.map(said -> message("assistant", said)), text.map(TwoRecordsProperties::reasoning));
        Arbitrary<Answer> answer = Combinators.combine(
                        word.list().ofMaxSize(2),
                        Arbitraries.of("ok", "", "failed:\n1")
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3))
                .as(Answer::new);
        Arbitrary<Turn> turn = Combinators.combine(
                        text, answer.list().ofMaxSize(3), text.map(said -> message("assistant", said)))
                .as(Turn::new);
        return turn.list().ofMinSize(1).ofMaxSize(5);
    }

    /** The agent: all that happens goes to both. */
    private static final class BothRecords {
        private final ThreadTrace trace;
        private final RolloutRecorder rollout;
        private final List<ObjectNode> history = new ArrayList<>();
        private int calls;
        private int responses;

        BothRecords(ThreadTrace trace, RolloutRecorder rollout) {
            this.trace = trace;
            this.rollout = rollout;
        }

        void play(List<Turn> session) throws IOException {
            int number = 0;
            for (Turn turn : session) {
                TurnId id = new TurnId("turn-" + ++number);
                trace.recordTurnStarted(id);
                event("task_started", id);
                hears(message("user", turn.asked()));
                for (Answer answer : turn.working()) {
                    List<ObjectNode> output = new ArrayList<>(answer.words());
                    answer.toolOutputs().forEach(unused -> output.add(call("call_" + ++calls)));
                    answers(id, output);
                    for (int i = 0; i < answer.toolOutputs().size(); i++) {
                        works(
                                id,
                                output.get(answer.words().size() + i),
                                answer.toolOutputs().get(i));
                    }
                }
                answers(id, List.of(turn.last()));
                trace.recordTurnEnded(id, ExecutionStatus.COMPLETED);
                event("task_complete", id);
            }
        }

        private void hears(ObjectNode item) throws IOException {
            history.add(item);
            rollout.record(RolloutItem.of(LineType.RESPONSE_ITEM, item));
        }

        private void answers(TurnId turn, List<ObjectNode> output) throws IOException {
            InferenceAttempt attempt = trace.inference(() -> new ModelCall(turn, MODEL, "a-provider"))
                    .newAttempt();
            ObjectNode request = object().put("model", MODEL);
            request.putArray("input").addAll(history);
            attempt.recordStarted(() -> request);
            attempt.recordCompleted(new ResponseId("resp_" + ++responses), null, () -> ResponseBody.of(output));
            for (ObjectNode item : output) {
                hears(item);
            }
        }

        private void works(TurnId turn, ObjectNode call, String output) throws IOException {
            String callId = call.path("call_id").textValue();
            ToolCallTrace tool = trace.startToolCall(() -> new ToolDispatch(
                    new ToolCallId(callId),
                    turn,
                    call.path("name").textValue(),
                    null,
                    new ToolOrigin.Model(new CallId(callId)),
                    new ToolInput.Function(call.path("arguments").textValue())));
            ObjectNode item =
                    typed("function_call_output").put("call_id", callId).put("output", output);
            tool.recordEnded(ExecutionStatus.COMPLETED, () -> new ToolResult.DirectResponse(item));
            hears(item);
        }

        private void event(String type, TurnId turn) throws IOException {
            rollout.record(RolloutItem.of(LineType.EVENT_MSG, typed(type).put("turn_id", turn.value())));
        }
    }

    /** One item, without what each of the records counts for itself. */
    private record Said(String role, String kind, @Nullable String callId, String parts) {
        static Said of(ConversationItem item) {
            CallId callId = item.callId();
            return new Said(
                    item.role().toString(),
                    item.kind().toString(),
                    callId == null ? null : callId.value(),
                    item.parts().toString().replaceAll("raw_payload:[0-9]+", "raw_payload"));
        }
    }

    private static List<Said> conversation(RolloutTrace graph) {
        return graph.threads().get(THREAD).conversationItemIds().stream()
                .map(id -> Said.of(graph.conversationItems().get(id)))
                .collect(Collectors.toList());
    }

    /** Of every request in turn, what the model was shown and what it answered. */
    private static List<List<Said>> requests(RolloutTrace graph) {
        List<List<Said>> requests = new ArrayList<>();
        graph.inferenceCalls().values().stream()
                .sorted(Comparator.comparing(call -> call.execution().startedSeq()))
                .forEach(call -> {
                    requests.add(call.requestItemIds().stream()
                            .map(id -> Said.of(graph.conversationItems().get(id)))
                            .toList());
                    requests.add(call.responseItemIds().stream()
                            .map(id -> Said.of(graph.conversationItems().get(id)))
                            .toList());
                });
        return requests;
    }

    private static Map<String, String> tools(RolloutTrace graph) {
        Map<String, String> tools = new HashMap<>();
        graph.toolCalls()
                .values()
                .forEach(tool -> tools.put(
                        String.valueOf(tool.modelVisibleCallId()),
                        tool.kind() + " " + tool.execution().status() + " "
                                + tool.modelVisibleCallItemIds().size() + " "
                                + tool.modelVisibleOutputItemIds().size()));
        return tools;
    }

    private static RolloutTrace reduced(Path path) throws IOException {
        var result = Replay.strict(() -> Sessions.open(path)).run();
        assertThat(result.error()).isEmpty();
        return result.graph();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode typed(String type) {
        return object().put("type", type);
    }

    private static ObjectNode message(String role, String text) {
        ObjectNode message = typed("message").put("role", role);
        message.putArray("content")
                .add(typed(role.equals("assistant") ? "output_text" : "input_text")
                        .put("text", text));
        return message;
    }

    private static ObjectNode reasoning(String text) {
        ObjectNode reasoning = typed("reasoning");
        reasoning.putArray("summary").add(typed("summary_text").put("text", text));
        return reasoning;
    }

    private static ObjectNode call(String callId) {
        return typed("function_call")
                .put("name", "exec_command")
                .put("arguments", "{\"cmd\":\"make\"}")
                .put("call_id", callId);
    }
}
