/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RequestInputMode;
import dev.tracefold.model.value.JsonValue.JsonObject;

/**
 * Whole sessions as an agent runtime could record them, good in every respect. The same seed always gives the same
 * session.
 *
 * <p>What runs beside the model, a tool or another agent, is a script of events. Scripts under way go on at any moment
 * in which an event may come: before the model's stream shows what started them, in each other's midst, and long after
 * their turn.
 */
public final class SessionGenerator {
    final Random random;
    final Words words;
    final Recording out = Recording.empty();
    private final List<Deque<Runnable>> underWay = new ArrayList<>();
    private final Items items = new Items(this);
    private final Tools tools = new Tools(this);
    private int ids;
    private int threads = 1;

    private SessionGenerator(long seed) {
        random = new Random(seed);
        words = new Words(random);
    }

    public static Recording session(long seed) {
        SessionGenerator generator = new SessionGenerator(seed);
        generator.run();
        return generator.out;
    }

    private void run() {
        out.add(new RawEventPayload.RolloutStarted(new TraceId("trace"), new ThreadId(Recording.ROOT)));
        Agent root = new Agent(Recording.ROOT, "/root", null);
        out.thread(
                root.thread,
                root.path,
                chance(50) ? Js.object("nickname", words.some()).compact() : null);
        for (int turns = 1 + random.nextInt(4); turns > 0; turns--) {
            turn(root);
        }
        while (!underWay.isEmpty() && !chance(3)) {
            goOn();
        }
        if (chance(85)) {
            root.children.stream().filter(child -> child.started).forEach(child -> end(child, RolloutStatus.COMPLETED));
            end(root, pick(RolloutStatus.values()));
            out.add(new RawEventPayload.RolloutEnded(pick(RolloutStatus.values())));
        }
    }

    private void end(Agent agent, RolloutStatus status) {
        for (int times = chance(10) ? 2 : 1; times > 0; times--) {
            out.in(agent.thread, null).threadEnds(agent.thread, status);
        }
    }

    // What the other parts of the generator need.

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String id(String prefix) {
        return prefix + "_" + ++ids;
    }

    Items items() {
        return items;
    }

    /** From now on these events come whenever there is time. */
    void start(Deque<Runnable> script) {
        if (!script.isEmpty()) {
            underWay.add(script);
        }
    }

    /** Whatever is under way goes on for a while. */
    void meanwhile() {
        while (!underWay.isEmpty() && chance(60)) {
            goOn();
        }
    }

    private void goOn() {
        Deque<Runnable> script = pick(underWay);
        Runnable step = script.poll();
        if (step != null) {
            step.run();
        }
        if (script.isEmpty()) {
            underWay.removeIf(other -> other == script);
        }
    }

    // Agents.

    Agent child(Agent parent) {
        String name = pick("worker", "explorer", "a_1", "rooted") + "_" + ids;
        Agent child = new Agent(Recording.thread(++threads), parent.path + "/" + name, parent);
        parent.children.add(child);
        return child;
    }

    void startThread(Agent agent) {
        JsonObject metadata = Js.object("nickname", words.some(), "model", "model", "session_source", "cli");
        if (agent.parent != null && chance(80)) {
            JsonObject spawn = Js.object("parent_thread_id", agent.parent.thread, "agent_path", agent.path);
            spawn = chance(50) ? Js.with(spawn, "agent_role", "worker") : spawn;
            metadata = Js.with(metadata, "session_source", Js.object("subagent", Js.object("thread_spawn", spawn)));
        }
        out.in(null, null).thread(agent.thread, agent.path, metadata.compact());
        agent.started = true;
        agent.history.add(items.message("developer", "you are " + agent.path));
    }

    /** A turn from its beginning to its end; the id of the turn. */
    String turn(Agent agent) {
        agent.busy = true;
        String turn = id("turn");
        out.in(agent.thread, null).turn(turn);
        if (chance(20)) {
            out.add(new RawEventPayload.ProtocolEventObserved(
                    "task_started", out.body(PayloadKind.PROTOCOL_EVENT, "not even JSON")));
        }
        if (agent.parent == null || chance(30)) {
            agent.history.add(items.message("user", words.some()));
        }
        for (int steps = 1 + random.nextInt(3); steps > 0; steps--) {
            if (chance(15)) {
                compact(agent, turn);
            }
            exchange(agent, turn);
            meanwhile();
        }
        if (chance(15)) {
            interrupt(agent, turn);
        } else {
            end(agent, turn, ExecutionStatus.COMPLETED);
        }
        agent.busy = false;
        return turn;
    }

    private void end(Agent agent, String turn, ExecutionStatus status) {
        for (int times = chance(6) ? 2 : 1; times > 0; times--) {
            out.in(chance(80) ? agent.thread : null, chance(50) ? turn : null).turnEnds(turn, status);
        }
    }

    // Inference.

    /** A request with its answer; while the answer comes in, what it starts may be well under way. */
    private void exchange(Agent agent, String turn) {
        List<Tools.Call> calls = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            calls.add(tools.any(agent, turn));
        }
        Requested requested = request(agent, turn);
        if (chance(12)) {
            out.in(agent.thread, turn).failed(requested.inference, chance(50) ? "upstream" : null, partial(calls));
            agent.answer = chance(50) ? agent.answer : null;
            if (chance(70)) {
                requested = again(agent, turn, requested);
            } else {
                calls.forEach(call -> start(call.script()));
                return;
            }
        }
        for (Tools.Call call : calls) {
            if (chance(40)) {
                start(call.script());
                meanwhile();
            }
        }
        List<JsonObject> answer = new ArrayList<>();
        if (chance(50)) {
            answer.add(items.reasoning());
        }
        if (chance(40)) {
            answer.add(Js.with(items.message("assistant", words.some()), "phase", pick("commentary", "final_answer")));
        }
        calls.forEach(call -> answer.add(call.item()));
        String response = chance(90) ? id("resp") : null;
        out.in(agent.thread, turn).responseOf(requested.inference, response, body(answer));
        answer.forEach(item -> agent.history.add(items.resent(item)));
        agent.answered = agent.history.size();
        agent.answer = response;
        agent.summary = null;
        calls.forEach(call -> {
            if (!underWay.contains(call.script())) {
                start(call.script());
            }
        });
        meanwhile();
        Collections.shuffle(calls, random);
        for (Tools.Call call : calls) {
            if (chance(90)) {
                agent.history.add(call.output());
            }
        }
    }

    private @Nullable String partial(List<Tools.Call> calls) {
        if (chance(50)) {
            return null;
        }
        return body(calls.stream().limit(1).map(Tools.Call::item).toList());
    }

    private String body(List<JsonObject> answer) {
        JsonObject body = Js.object("output_items", answer);
        return (chance(80) ? Js.with(body, "token_usage", usage()) : body).compact();
    }

    private JsonObject usage() {
        return Js.object(
                "input_tokens", random.nextInt(9000),
                "cached_input_tokens", random.nextInt(900),
                "output_tokens", random.nextInt(100) - 5,
                "reasoning_output_tokens", random.nextInt(90));
    }

    /**
     * A request that was sent.
     *
     * @param summary whether it goes on from what a compaction answered
     */
    private record Requested(String inference, @Nullable RequestInputMode mode, String body, boolean summary) {}

    /** The same request again; but a summary can be gone on from only once. */
    private Requested again(Agent agent, String turn, Requested failed) {
        if (failed.summary) {
            return request(agent, turn);
        }
        String inference = id("inference");
        out.in(agent.thread, turn).requestOf(inference, failed.mode, failed.body);
        return new Requested(inference, failed.mode, failed.body, false);
    }

    /** A request in one of the ways in which a history can be sent. */
    private Requested request(Agent agent, String turn) {
        String inference = id("inference");
        RequestInputMode mode = null;
        JsonObject body;
        List<JsonObject> unsent = agent.history.subList(agent.answered, agent.history.size());
        String previous = agent.summary == null ? agent.answer : agent.summary;
        boolean summary = false;
        if (previous != null && chance(50)) {
            mode = chance(50) ? null : new RequestInputMode.Incremental(new ResponseId(previous));
            body = Js.object("previous_response_id", previous, "input", unsent);
            summary = agent.summary != null;
            agent.summary = null;
        } else if (chance(8)) {
            String untraced = id("untraced");
            mode = new RequestInputMode.IncrementalWithUntracedPrefix(
                    new ResponseId(untraced),
                    out.body(
                            PayloadKind.INFERENCE_REQUEST,
                            Js.object("input", agent.history).compact()));
            body = Js.object("previous_response_id", untraced, "input", List.of(items.message("user", words.some())));
        } else {
            mode = chance(70) ? null : new RequestInputMode.FullSnapshot();
            body = Js.object("input", items.retold(agent.history));
            agent.summary = null;
        }
        out.in(agent.thread, turn).requestOf(inference, mode, body.compact());
        return new Requested(inference, mode, body.compact(), summary);
    }

    /** The turn ends while a request and what it started are under way. */
    private void interrupt(Agent agent, String turn) {
        List<Tools.Call> calls = new ArrayList<>(List.of(tools.cell(agent, turn), tools.any(agent, turn)));
        String inference = request(agent, turn).inference;
        for (Tools.Call call : calls) {
            if (chance(60)) {
                start(call.script());
                meanwhile();
            }
        }
        end(agent, turn, pick(ExecutionStatus.CANCELLED, ExecutionStatus.FAILED, ExecutionStatus.ABORTED));
        agent.answer = null;
        agent.summary = null;
        Deque<Runnable> late = new ArrayDeque<>();
        if (chance(80)) {
            late.add(() -> {
                out.in(agent.thread, turn);
                if (chance(50)) {
                    out.cancelled(inference, partial(calls));
                } else {
                    out.responseOf(
                            inference,
                            chance(50) ? id("resp") : null,
                            body(calls.stream().map(Tools.Call::item).toList()));
                }
            });
        }
        start(late);
        meanwhile();
    }

    // Compaction.

    private void compact(Agent agent, String turn) {
        String compaction = id("compaction");
        String response = null;
        for (int attempts = 1 + random.nextInt(3); attempts > 0; attempts--) {
            String request = id("compaction_request");
            out.in(agent.thread, turn).compactionRequest(compaction, request);
            meanwhile();
            out.in(agent.thread, turn);
            if (chance(30)) {
                out.compactionFailed(compaction, request);
            }
            if (attempts == 1 || chance(20)) {
                response = chance(50) ? id("resp") : null;
                out.compactionCompleted(
                        compaction,
                        request,
                        response == null
                                ? "[]"
                                : Js.object("response_id", response).compact());
            }
        }
        if (chance(10)) {
            return;
        }
        List<JsonObject> kept = new ArrayList<>();
        agent.history.stream().filter(item -> chance(20)).forEach(kept::add);
        kept.add(items.compaction());
        out.in(agent.thread, turn)
                .installOf(
                        compaction,
                        Js.object(
                                        "input_history",
                                        items.retold(agent.history),
                                        "replacement_history",
                                        kept,
                                        "window_number",
                                        ids,
                                        "continuity",
                                        chance(50) ? null : Js.object("trigger", "auto", "phase", words.some()))
                                .compact());
        agent.history = kept;
        agent.answered = kept.size();
        agent.answer = null;
        agent.summary = response;
        if (chance(70)) {
            agent.history.add(items.message("developer", "context again"));
        }
    }
}
