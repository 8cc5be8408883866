/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentMessage;
import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.ContextText;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.TokenUsage;
import dev.tracefold.view.lookup.Links;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;
import dev.tracefold.view.text.Summary;

/** Writes who spoke with the model, and what was said: agents, turns, items, inferences, compactions. */
final class ConversationData {
    private final ObjectWriter out;
    private final ItemLists lists;
    private final Moments moments;

    ConversationData(ObjectWriter out, ItemLists lists, Moments moments) {
        this.out = out;
        this.lists = lists;
        this.moments = moments;
    }

    void thread(Summary.Agent agent, @Nullable Integer turnsBefore, @Nullable Integer inferencesBefore)
            throws IOException {
        AgentThread thread = agent.thread();
        out.start(thread.threadId())
                .window(thread.execution())
                .field("path", thread.agentPath())
                .field("depth", agent.depth())
                .field("nickname", thread.nickname())
                .field("model", thread.defaultModel())
                .field("turns_before", turnsBefore)
                .field("inferences_before", inferencesBefore);
        if (thread.origin() instanceof ThreadOrigin.Spawned spawned) {
            out.ref("parent", NodeKind.THREAD, spawned.parentThreadId())
                    .id("parent_id", spawned.parentThreadId())
                    .ref("spawn_edge", NodeKind.EDGE, spawned.spawnEdgeId())
                    .field("task", spawned.taskName())
                    .field("role", spawned.agentRole());
        }
        out.end();
    }

    void turn(CodexTurn turn) throws IOException {
        out.start(turn.turnId())
                .window(turn.execution())
                .ref("thread", NodeKind.THREAD, turn.threadId())
                .refs("inputs", NodeKind.ITEM, turn.inputItemIds())
                .end();
    }

    /** An item, by its place among all items, which are numbered in the order in which they came. */
    void item(ConversationItem item, int number) throws IOException {
        int event = moments.ofItem(number);
        out.start(item.itemId())
                .moment("from", event < 0 ? null : Long.valueOf(moments.seq(event)), item.firstSeenAtUnixMs())
                .ref("thread", NodeKind.THREAD, item.threadId())
                .ref("turn", NodeKind.TURN, item.turnId())
                .word("role", item.role())
                .word("channel", item.channel())
                .word("kind", item.kind())
                .id("call_id", item.callId())
                .field("context", ContextText.is(item) ? Boolean.TRUE : null);
        AgentMessage message = item.agentMessage();
        if (message != null) {
            out.field("author", message.author()).field("recipient", message.recipient());
        }
        JsonGenerator json = out.json();
        if (!item.parts().isEmpty()) {
            json.writeArrayFieldStart("parts");
            for (BodyPart part : item.parts()) {
                json.writeStartArray();
                part(part);
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        producers(item);
        out.end();
    }

    private void producers(ConversationItem item) throws IOException {
        boolean any = false;
        for (ProducerRef producer : item.producedBy()) {
            Node node = Links.producer(producer);
            Integer number = node == null ? null : out.numberOf(node);
            if (number != null) {
                if (!any) {
                    out.json().writeArrayFieldStart("by");
                    any = true;
                }
                out.json().writeNumber(number);
            }
        }
        if (any) {
            out.json().writeEndArray();
        }
    }

    /** The kind of a part, its text, then what else there is to know. */
    private void part(BodyPart part) throws IOException {
        JsonGenerator json = out.json();
        if (part instanceof BodyPart.Text text) {
            json.writeString("text");
            json.writeNumber(out.number(text.text().toString()));
        } else if (part instanceof BodyPart.Summary summary) {
            json.writeString("summary");
            json.writeNumber(out.number(summary.text().toString()));
        } else if (part instanceof BodyPart.Code code) {
            json.writeString("code");
            json.writeNumber(out.number(code.source().toString()));
            json.writeString(code.language());
        } else if (part instanceof BodyPart.Encoded encoded) {
            // Only the provider can read it, so its length has to do.
            json.writeString("encoded");
            json.writeNumber(out.number(encoded.label()));
            json.writeNumber(encoded.value().toString().length());
        } else if (part instanceof BodyPart.Json summary) {
            json.writeString("json");
            json.writeNumber(out.number(summary.summary()));
            payload(out.numberOf(
                    new Node(NodeKind.PAYLOAD, summary.rawPayloadId().value())));
        } else if (part instanceof BodyPart.InPayload ref) {
            json.writeString("payload");
            json.writeNumber(out.number(ref.label()));
            payload(out.numberOf(new Node(NodeKind.PAYLOAD, ref.rawPayloadId().value())));
        } else {
            throw new IllegalArgumentException("no such part: " + part);
        }
    }

    private void payload(@Nullable Integer number) throws IOException {
        if (number != null) {
            out.json().writeNumber(number);
        }
    }

    void inference(InferenceCall call) throws IOException {
        out.start(call.inferenceCallId())
                .window(call.execution())
                .ref("thread", NodeKind.THREAD, call.threadId())
                .ref("turn", NodeKind.TURN, call.turnId())
                .field("model", call.model())
                .field("provider", call.providerName())
                .id("response_id", call.responseId())
                .id("upstream_request_id", call.upstreamRequestId())
                .field("request", lists.number(call.threadId(), call.requestItemIds()))
                .refs("response", NodeKind.ITEM, call.responseItemIds())
                .refs("tools", NodeKind.TOOL, call.toolCallIdsStartedByResponse());
        TokenUsage usage = call.usage();
        if (usage != null) {
            out.json().writeFieldName("usage");
            out.json()
                    .writeArray(
                            new long[] {
                                usage.inputTokens(),
                                usage.cachedInputTokens(),
                                usage.cacheWriteInputTokens(),
                                usage.outputTokens(),
                                usage.reasoningOutputTokens()
                            },
                            0,
                            5);
        }
        out.ref("raw_request", NodeKind.PAYLOAD, call.rawRequestPayloadId())
                .ref("raw_response", NodeKind.PAYLOAD, call.rawResponsePayloadId())
                .end();
    }

    void compaction(Compaction compaction) throws IOException {
        Integer event = moments.ofInstall(compaction.compactionId());
        out.start(compaction.compactionId())
                .moment("from", event == null ? null : Long.valueOf(moments.seq(event)), compaction.installedAtUnixMs())
                .ref("thread", NodeKind.THREAD, compaction.threadId())
                .ref("turn", NodeKind.TURN, compaction.turnId())
                .ref("marker", NodeKind.ITEM, compaction.markerItemId())
                .refs("requests", NodeKind.COMPACTION_REQUEST, compaction.requestIds())
                .field("input", lists.number(compaction.threadId(), compaction.inputItemIds()))
                .field("replacement", lists.number(compaction.threadId(), compaction.replacementItemIds()))
                .ref("continuation", NodeKind.INFERENCE, compaction.continuationInferenceCallId())
                .field("window_number", compaction.windowNumber())
                .field("first_window_id", compaction.firstWindowId())
                .field("previous_window_id", compaction.previousWindowId())
                .field("window_id", compaction.windowId())
                .field("trigger", compaction.trigger())
                .field("reason", compaction.reason())
                .field("implementation", compaction.implementation())
                .field("phase", compaction.phase())
                .field("installed_model", compaction.installedModel())
                .field("installed_provider", compaction.installedProvider())
                .field("reference_context_installed", compaction.referenceContextInstalled())
                .field("world_state_baseline_installed", compaction.worldStateBaselineInstalled())
                .end();
    }

    void compactionRequest(CompactionRequest request) throws IOException {
        out.start(request.compactionRequestId())
                .window(request.execution())
                .ref("thread", NodeKind.THREAD, request.threadId())
                .ref("turn", NodeKind.TURN, request.turnId())
                .ref("compaction", NodeKind.COMPACTION, request.compactionId())
                .id("compaction_id", request.compactionId())
                .field("model", request.model())
                .field("provider", request.providerName())
                .id("response_id", request.responseId())
                .ref("raw_request", NodeKind.PAYLOAD, request.rawRequestPayloadId())
                .ref("raw_response", NodeKind.PAYLOAD, request.rawResponsePayloadId())
                .end();
    }
}
