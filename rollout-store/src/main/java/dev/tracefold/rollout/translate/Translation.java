/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.value.StoredBytes;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;

/** Takes one line after the other; one method for each kind of line. */
final class Translation {
    /** What says again what response items say, or nothing that a graph has a place for. */
    private static final Set<String> QUIET = Set.of(
            "agent_message",
            "agent_reasoning",
            "agent_reasoning_raw_content",
            "agent_reasoning_section_break",
            "context_compacted",
            "thread_name_updated");

    /** The same, of what newer recorders write instead of such events. */
    private static final Set<String> QUIET_ITEMS = Set.of(
            "UserMessage",
            "HookPrompt",
            "AgentMessage",
            "Plan",
            "Reasoning",
            "WebSearch",
            "ImageGeneration",
            "ContextCompaction");

    private final Emitter emitter;
    private final Times times;
    private final PassedOver passedOver = new PassedOver();
    private final History history = new History();
    private final Turns turns;
    private final Inferences inferences;
    private final Calls calls;
    private final AgentEnds agents;
    private final AgentResults results;
    private final String path;
    private final RuntimeEnds runtimeEnds;
    private final UserMessages userMessages = new UserMessages();
    private long now;
    private boolean turnMarked;

    Translation(Emitter emitter, AgentResults results, SessionHeader header) {
        this.results = results;
        this.path = header.agentPath();
        this.emitter = emitter;
        this.now = header.manifest().startedAtUnixMs();
        this.times = new Times(now);
        this.turns = new Turns(emitter);
        this.inferences = new Inferences(emitter, turns, history, header.provider());
        Terminals terminals = new Terminals(emitter.ids());
        this.calls = new Calls(emitter, terminals, passedOver);
        this.agents = new AgentEnds(emitter.threadId().value(), header.copiedLines());
        this.runtimeEnds = new RuntimeEnds(emitter, calls, terminals, agents, passedOver);
        PayloadRef metadata = emitter.body(PayloadKind.SESSION_METADATA, header.metadata());
        emitter.emit(now, null, new RawEventPayload.ThreadStarted(emitter.threadId(), path, metadata));
        results.started(path, emitter, turns);
    }

    Map<String, Long> passedOver() {
        return passedOver.counts();
    }

    /** How many agents were spawned. */
    long spawned() {
        return agents.spawned();
    }

    /** A line of the session's own rollout; texts may have been left in {@code file}. */
    void take(RolloutLine line, @Nullable StoredBytes file) {
        agents.atOwn(line.number());
        now = times.read(line.timestamp());
        read(line, file);
    }

    /** The same for one that the session goes on from. Those of another session were there when this one began. */
    void inherit(RolloutLine line, @Nullable StoredBytes file, boolean foreign) {
        agents.atInherited(foreign);
        if (!foreign) {
            now = times.read(line.timestamp());
        }
        read(line, file);
    }

    private void read(RolloutLine line, @Nullable StoredBytes file) {
        emitter.atLine(line.number());
        String type = line.itemType();
        if (line.type() == LineType.EVENT_MSG && type != null && QUIET.contains(type)) {
            return;
        }
        Slice raw = Slice.ofPayload(line, file);
        if (line.type() == LineType.TURN_CONTEXT) {
            context(JsonFields.ofPayload(line, raw).raw("model"));
            return;
        }
        if (!Soundness.of(line, raw)) {
            passedOver.count("line whose JSON is not sound");
            return;
        }
        JsonFields payload = JsonFields.ofPayload(line, raw);
        switch (line.type()) {
            case SESSION_META -> header(payload);
            case RESPONSE_ITEM -> item(payload);
            case EVENT_MSG -> event(payload);
            case COMPACTED -> compacted(payload);
            case INTER_AGENT_COMMUNICATION -> mail(AgentMail.item(payload));
            // What was used, the token count behind it says too.
            case TOKEN_USAGE_RECORD -> inferences.responded(payload.text("response_id"));
            case TURN_CONTEXT,
                    WORLD_STATE,
                    INTER_AGENT_COMMUNICATION_METADATA,
                    RETAINED_CONTEXT,
                    SECURITY_RISK_SCORE,
                    REALTIME_ITEM -> passedOver.count(line.type().jsonName());
        }
    }

    /** The first one is the session's own; one of another session comes with the history that was forked. */
    private void header(JsonFields header) {
        agents.header(header.text("id"));
    }

    /** Of all that is around a turn, which is much and comes often, a graph tells the model. */
    private void context(@Nullable Slice model) {
        String name = model != null && Soundness.of(model) ? JsonBytes.text(model) : null;
        if (name != null) {
            inferences.model(name);
        }
    }

    private void mail(@Nullable Slice item) {
        if (item == null) {
            passedOver.count("inter_agent_communication that is not as it should be");
        } else {
            item(JsonFields.of(item));
        }
    }

    private void item(JsonFields item) {
        ItemShape shape = ItemShape.of(item);
        switch (shape) {
            case OUTPUT -> {
                answers();
                inferences.add(item.object());
            }
            case CALL -> {
                TurnId turn = answers();
                inferences.add(calls.called(item, now, turn));
                runtimeEnds.searched(now, turn);
            }
            case CALL_OUTPUT -> {
                inferences.inputCame(now);
                runtimeEnds.answered(item, now, turns.current());
                history.addInput(calls.returned(item, now, turns.current()));
            }
            case USER_MESSAGE -> {
                inferences.inputCame(now);
                if (userMessages.said()) {
                    userSpoke();
                } else {
                    markTurn();
                }
                history.addInput(item.object());
            }
            case INPUT -> {
                inferences.inputCame(now);
                if ("agent_message".equals(item.type())) {
                    results.arrived(item, path, emitter.threadId(), now);
                }
                history.addInput(item.object());
            }
            case SKIPPED -> {
                // Nothing that a model says or is told.
            }
            case UNKNOWN -> passedOver.count("response_item " + item.type());
            case MALFORMED -> passedOver.count("response_item " + item.type() + " that is not as it should be");
        }
    }

    /** The model says something, in the turn that is going on. */
    private TurnId answers() {
        if (turns.current() == null || turns.hasUnmade()) {
            inferences.complete(now);
        }
        TurnId turn = turns.require(now);
        markTurn();
        inferences.require(now);
        userMessages.answered();
        return turn;
    }

    /** What a rollback of one turn takes back begins with the first that a user says to it, or the model in it. */
    private void markTurn() {
        if (!turnMarked) {
            history.markTurn();
            turnMarked = true;
        }
    }

    /** A user has spoken: where nothing marks turns, one begins. */
    private void userSpoke() {
        if (turns.marked()) {
            markTurn();
            return;
        }
        if (turns.unmarkedCurrent()) {
            inferences.complete(now);
        }
        turns.userSpoke(now);
        history.markTurn();
        turnMarked = true;
    }

    private void event(JsonFields event) {
        String type = String.valueOf(event.type());
        switch (type) {
            case "task_started", "turn_started" -> {
                int none = turns.forgetUnmade();
                history.unmarkTurns(none);
                // What a user said behind the last turn was said to this one.
                boolean addressed = none == 0 && turns.current() == null && turnMarked;
                endTurn(turns.unmarkedCurrent() ? ExecutionStatus.COMPLETED : ExecutionStatus.ABORTED);
                turns.start(now, event.text("turn_id"));
                turnMarked = addressed;
            }
            case "task_complete", "turn_complete" -> {
                if (turns.isCurrent(event.text("turn_id"))) {
                    endTurn(ExecutionStatus.COMPLETED);
                }
            }
            case "turn_aborted" -> {
                if (turns.hasUnmade() || turns.isCurrent(event.text("turn_id"))) {
                    abortTurn();
                }
            }
            case "token_count" -> {
                Slice info = event.present("info");
                if (info != null && info.isObject()) {
                    inferences.tokenCount(now, info);
                }
            }
            case "user_message" -> {
                if (userMessages.told() && !turns.marked()) {
                    userSpoke();
                }
            }
            case "exec_command_end",
                    "patch_apply_end",
                    "mcp_tool_call_end",
                    "web_search_end",
                    "collab_agent_spawn_end",
                    "collab_agent_interaction_end",
                    "collab_waiting_end",
                    "collab_close_end",
                    "collab_resume_end" -> runtimeEnds.ended(event, now, turns.current());
            case "sub_agent_activity" -> runtimeEnds.agentsActivity(event, now, turns.current());
            case "item_completed" -> itemCompleted(event.object("item"));
            case "thread_rolled_back" -> rolledBack(event);
            default -> passedOver.count("event_msg " + type);
        }
    }

    private void itemCompleted(JsonFields item) {
        String type = String.valueOf(item.type());
        // That an agent is done, its own rollout says, and the mail by which its result arrives.
        boolean agentIsDone = type.equals("SubAgentActivity") && "completed".equals(item.text("kind"));
        if (!QUIET_ITEMS.contains(type) && !agentIsDone) {
            runtimeEnds.completed(type, item, now, turns.current());
        }
    }

    private void endTurn(ExecutionStatus status) {
        if (status == ExecutionStatus.ABORTED) {
            abortTurn();
        } else {
            inferences.complete(now);
            turns.end(now, status);
            turnMarked = false;
        }
    }

    /** A call that is being answered is given up with its turn; what it had said by then is told behind that end. */
    private void abortTurn() {
        if (turns.hasUnmade()) {
            inferences.complete(now);
            turns.require(now);
        }
        TurnId turn = turns.current();
        if (turn == null) {
            return;
        }
        if (!inferences.open()) {
            inferences.complete(now);
        }
        calls.turnAborted(now, turn);
        turns.end(now, ExecutionStatus.ABORTED);
        inferences.complete(now);
        turnMarked = false;
    }

    private void compacted(JsonFields line) {
        inferences.complete(now);
        TurnId turn = turns.require(now);
        if (history.reach() == History.Reach.BEHIND_PREFIX) {
            // What was taken back must not be taken for what was said since.
            inferences.unanswered(now, false);
        }
        List<Slice> replacement = new ArrayList<>();
        List<Integer> userMessagesAt = new ArrayList<>();
        Slice stated = line.present("replacement_history");
        if (stated != null && stated.isArray()) {
            for (Slice element : JsonBytes.elements(stated)) {
                replacement(JsonFields.of(element), replacement, userMessagesAt);
            }
        } else {
            replacement.add(summary(line.raw("message")));
        }
        PayloadRef checkpoint = emitter.body(
                PayloadKind.COMPACTION_CHECKPOINT,
                new Body().array("input_history", history.all()).array("replacement_history", replacement));
        CompactionId id = new CompactionId("compaction-" + emitter.ids().nextCompaction());
        emitter.emit(now, turn, new RawEventPayload.CompactionInstalled(id, checkpoint));
        history.replace(replacement, userMessagesAt);
        // The turn goes on, and began with the last message of a user, if that is still there.
        turnMarked = turnMarked && !userMessagesAt.isEmpty();
    }

    private void replacement(JsonFields item, List<Slice> replacement, List<Integer> userMessagesAt) {
        ItemShape shape = item.object().isObject() ? ItemShape.of(item) : ItemShape.MALFORMED;
        if (shape.inConversation()) {
            if (shape == ItemShape.USER_MESSAGE) {
                userMessagesAt.add(replacement.size());
            }
            replacement.add(calls.replaced(item, shape == ItemShape.CALL_OUTPUT));
        } else if (shape != ItemShape.SKIPPED) {
            passedOver.count("item of a replacement_history that is not as it should be");
        }
    }

    private static Slice summary(@Nullable Slice message) {
        String text = message == null ? "\"\"" : message.json();
        Slice content = Slice.of("[{\"type\":\"output_text\",\"text\":" + text + "}]");
        Body item = new Body()
                .text("type", "message")
                .text("role", "assistant")
                .text("phase", "summary")
                .raw("content", content);
        return Slice.of(item.made().bytes());
    }

    private void rolledBack(JsonFields event) {
        Long count = event.integer("num_turns");
        if (count == null || count <= 0) {
            passedOver.count("thread_rolled_back without a number of turns");
            return;
        }
        inferences.complete(now);
        if (history.replaced() || !history.waiting().isEmpty()) {
            // What is taken back was there: without a request the conversation would not know of it.
            inferences.unanswered(now, false);
        }
        history.takeBack(count);
        turnMarked = false;
    }

    /** The rollout has ended. */
    void finish() {
        inferences.complete(now);
        calls.searches().finish();
        boolean waiting = !history.waiting().isEmpty();
        if (waiting) {
            boolean stays = turns.current() != null || turns.hasUnmade();
            inferences.unanswered(now, stays);
        } else if (turns.hasUnmade()) {
            turns.require(now);
        }
        if (turns.unmarkedCurrent() && !waiting && !calls.anyRunning()) {
            turns.end(now, ExecutionStatus.COMPLETED);
        }
    }
}
