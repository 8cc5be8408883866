/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.ModelObservation;
import dev.tracefold.model.graph.ObservationSource;
import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalRequest;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.graph.ToolRequester;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.TerminalId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.RawTraceEvent;

/**
 * What holds of every graph, whatever was recorded. The graph is walked over by its types, so that a field that is added
 * one day is looked at without a word here.
 */
public final class GraphLaws {
    private final RolloutTrace graph;
    private final List<RawTraceEvent> events;
    private final Map<Class<?>, Collection<? extends Id>> known = new HashMap<>();
    private final List<String> broken = new ArrayList<>();

    private GraphLaws(RolloutTrace graph, List<RawTraceEvent> events) {
        this.graph = graph;
        this.events = events;
        known.put(ThreadId.class, graph.threads().keySet());
        known.put(TurnId.class, graph.turns().keySet());
        known.put(ItemId.class, graph.conversationItems().keySet());
        known.put(InferenceCallId.class, graph.inferenceCalls().keySet());
        known.put(CodeCellId.class, graph.codeCells().keySet());
        known.put(ToolCallId.class, graph.toolCalls().keySet());
        known.put(TerminalId.class, graph.terminalSessions().keySet());
        known.put(TerminalOperationId.class, graph.terminalOperations().keySet());
        known.put(CompactionId.class, graph.compactions().keySet());
        known.put(CompactionRequestId.class, graph.compactionRequests().keySet());
        known.put(EdgeId.class, graph.interactionEdges().keySet());
        known.put(PayloadId.class, graph.rawPayloads().keySet());
    }

    /** Every law that the graph of these events breaks. */
    public static List<String> brokenBy(RolloutTrace graph, List<RawTraceEvent> events) {
        GraphLaws laws = new GraphLaws(graph, events);
        laws.walk("graph", graph);
        laws.orders();
        laws.links();
        return laws.broken;
    }

    private void require(boolean holds, String law) {
        if (!holds) {
            broken.add(law);
        }
    }

    // Everything that can be found by its type.

    private void walk(String place, @Nullable Object value) {
        if (value instanceof Id id) {
            Collection<? extends Id> ids = known.get(id.getClass());
            require(ids == null || ids.contains(id), place + ": " + id + " is not in the graph");
        } else if (value instanceof ExecutionWindow window) {
            window(place, window);
        } else if (value instanceof List<?> list) {
            list(place, list);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, object) -> {
                walk(place + " key", key);
                walk(place + "." + key, object);
            });
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                child(place, value, component.getAccessor());
            }
        } else if (value != null) {
            graphType(value.getClass()).forEach(type -> {
                for (Method method : type.getDeclaredMethods()) {
                    if (method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())) {
                        child(place, value, method);
                    }
                }
            });
        }
    }

    private void child(String place, Object owner, Method accessor) {
        if (!mayDangle(owner, accessor.getName())) {
            try {
                walk(place + "." + accessor.getName(), accessor.invoke(owner));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(accessor.toString(), e);
            }
        }
    }

    private static Stream<Class<?>> graphType(Class<?> type) {
        return Stream.of(type.getInterfaces())
                .<Class<?>>map(found -> found)
                .filter(found -> found.getPackage().equals(RolloutTrace.class.getPackage()))
                .filter(found -> !found.getSimpleName().startsWith("With"));
    }

    /** What names something that the log need not have brought. */
    private boolean mayDangle(Object owner, String field) {
        return (owner instanceof RolloutTrace && field.equals("rootThreadId"))
                // Who spawned a thread is told by its metadata alone.
                || (owner instanceof ThreadOrigin.Spawned
                        && (field.equals("parentThreadId") || field.equals("spawnEdgeId")))
                // A request may come to nothing.
                || (owner instanceof CompactionRequest && field.equals("compactionId"))
                // A cell that never found its source is not in the graph, but its tools are.
                || owner instanceof ToolRequester.CodeCell;
    }

    private void list(String place, List<?> list) {
        boolean mayRepeat = !list.isEmpty() && (list.get(0) instanceof BodyPart || list.get(0) instanceof String);
        require(mayRepeat || new HashSet<>(list).size() == list.size(), place + " repeats itself: " + list);
        list.forEach(element -> walk(place + "[]", element));
    }

    private void window(String place, ExecutionWindow window) {
        require(timeOf(window.startedSeq(), place) == window.startedAtUnixMs(), place + " starts at another time");
        require((window.endedSeq() == null) == (window.endedAtUnixMs() == null), place + " ends by halves");
        if (window.endedSeq() != null) {
            require(window.startedSeq() < window.endedSeq(), place + " ends before it starts");
            require(
                    Objects.equals(timeOf(window.endedSeq(), place), window.endedAtUnixMs()),
                    place + " ends at another time");
        }
    }

    private Long timeOf(long seq, String place) {
        for (RawTraceEvent event : events) {
            if (event.seq() == seq) {
                return event.wallTimeUnixMs();
            }
        }
        broken.add(place + ": seq " + seq + " is not in the log");
        return 0L;
    }

    // Order of lists.

    private void orders() {
        ToLongFunction<Id> ordinal =
                id -> Long.parseLong(id.value().substring(id.value().indexOf(':') + 1));
        ToLongFunction<ToolCallId> toolStart =
                id -> graph.toolCalls().get(id).execution().startedSeq();
        graph.threads().forEach((id, thread) -> rises(id, thread.conversationItemIds(), ordinal));
        graph.codeCells().forEach((id, cell) -> {
            rises(id, cell.outputItemIds(), ordinal);
            rises(id, cell.nestedToolCallIds(), toolStart);
            rises(id, cell.waitToolCallIds(), toolStart);
        });
        graph.toolCalls().forEach((id, tool) -> {
            rises(id, tool.modelVisibleCallItemIds(), ordinal);
            rises(id, tool.modelVisibleOutputItemIds(), ordinal);
        });
        graph.terminalSessions()
                .forEach((id, session) -> rises(
                        id,
                        session.operationIds(),
                        operation -> graph.terminalOperations()
                                .get(operation)
                                .execution()
                                .startedSeq()));
        graph.compactions()
                .forEach((id, compaction) -> rises(
                        id,
                        compaction.requestIds(),
                        request -> graph.compactionRequests()
                                .get(request)
                                .execution()
                                .startedSeq()));
        consecutive(graph.conversationItems().keySet(), ordinal);
        consecutive(graph.terminalOperations().keySet(), ordinal);
    }

    private <T> void rises(Id owner, List<T> list, ToLongFunction<? super T> order) {
        for (int i = 1; i < list.size(); i++) {
            require(
                    order.applyAsLong(list.get(i - 1)) < order.applyAsLong(list.get(i)),
                    owner + " has " + list.get(i - 1) + " before " + list.get(i));
        }
    }

    private void consecutive(Collection<? extends Id> ids, ToLongFunction<Id> ordinal) {
        long[] found = ids.stream().mapToLong(ordinal).sorted().toArray();
        for (int i = 0; i < found.length; i++) {
            require(found[i] == i + 1, "ordinals " + found[i] + " where " + (i + 1) + " is due");
        }
    }

    // Links have two ends.

    private void links() {
        graph.threads()
                .forEach((id, thread) -> require(
                        thread.conversationItemIds()
                                .equals(itemsWhere(item -> item.threadId().equals(id))),
                        id + " has not the items that say so"));
        graph.terminalOperations().values().forEach(this::mirrors);
        graph.toolCalls().values().forEach(this::toolLinks);
        graph.terminalSessions().values().forEach(this::sessionLinks);
        graph.codeCells().values().forEach(this::cellLinks);
        graph.inferenceCalls().values().forEach(this::inferenceLinks);
        graph.compactions().values().forEach(this::compactionLinks);
        graph.interactionEdges()
                .values()
                .forEach(edge -> require(
                        edge.endedAtUnixMs() == null || edge.startedAtUnixMs() <= edge.endedAtUnixMs(),
                        edge.edgeId() + " ends before it starts"));
    }

    private void mirrors(TerminalOperation operation) {
        ToolCall tool = graph.toolCalls().get(operation.toolCallId());
        boolean seen = !tool.modelVisibleCallItemIds().isEmpty()
                || !tool.modelVisibleOutputItemIds().isEmpty();
        List<ModelObservation> expected = seen
                ? List.of(new ModelObservation(
                        tool.modelVisibleCallItemIds(),
                        tool.modelVisibleOutputItemIds(),
                        ObservationSource.DIRECT_TOOL_CALL))
                : List.of();
        require(operation.modelObservations().equals(expected), operation.operationId() + " mirrors something else");
        require(
                operation.operationId().equals(tool.terminalOperationId()),
                tool.toolCallId() + " has another operation");
        require(
                (operation.kind().name().equals("WRITE_STDIN"))
                        == operation.request() instanceof TerminalRequest.WriteStdin,
                operation.operationId() + " is of another kind than its request");
    }

    private void toolLinks(ToolCall tool) {
        Function<String, List<ItemId>> expected = suffix -> tool.modelVisibleCallId() == null
                ? List.of()
                : itemsWhere(item -> item.threadId().equals(tool.threadId())
                        && tool.modelVisibleCallId().equals(item.callId())
                        && item.kind().name().endsWith(suffix));
        require(tool.modelVisibleCallItemIds().equals(expected.apply("_CALL")), tool.toolCallId() + " misses calls");
        require(
                tool.modelVisibleOutputItemIds().equals(expected.apply("_OUTPUT")),
                tool.toolCallId() + " misses outputs");
        produced(tool.modelVisibleOutputItemIds(), new ProducerRef.Tool(tool.toolCallId()));
        if (tool.requester() instanceof ToolRequester.CodeCell by
                && graph.codeCells().containsKey(by.codeCellId())) {
            require(
                    graph.codeCells().get(by.codeCellId()).nestedToolCallIds().contains(tool.toolCallId()),
                    by.codeCellId() + " does not know its " + tool.toolCallId());
        }
        for (InferenceCall call : graph.inferenceCalls().values()) {
            require(
                    call.toolCallIdsStartedByResponse().contains(tool.toolCallId())
                            == tool.modelVisibleCallItemIds().stream().anyMatch(call.responseItemIds()::contains),
                    call.inferenceCallId() + " started " + tool.toolCallId() + " or did not");
        }
    }

    private void sessionLinks(TerminalSession session) {
        List<TerminalOperationId> own = graph.terminalOperations().values().stream()
                .filter(operation -> session.terminalId().equals(operation.terminalId()))
                .map(TerminalOperation::operationId)
                .toList();
        require(
                new HashSet<>(own).equals(new HashSet<>(session.operationIds())),
                session.terminalId() + " has other operations");
        require(session.operationIds().contains(session.createdByOperationId()), session + " has no first operation");
        require(session.execution().running(), session.terminalId() + " has come to an end");
    }

    private void cellLinks(CodeCell cell) {
        List<ItemId> sources = itemsWhere(item -> item.threadId().equals(cell.threadId())
                && cell.modelVisibleCallId().equals(item.callId())
                && item.kind().name().equals("CUSTOM_TOOL_CALL"));
        require(sources.get(0).equals(cell.sourceItemId()), cell.codeCellId() + " has another source");
        List<ItemId> outputs = itemsWhere(item -> item.threadId().equals(cell.threadId())
                && cell.modelVisibleCallId().equals(item.callId())
                && item.kind().name().equals("CUSTOM_TOOL_CALL_OUTPUT"));
        require(outputs.equals(cell.outputItemIds()), cell.codeCellId() + " has other outputs");
        produced(outputs, new ProducerRef.CodeCell(cell.codeCellId()));
    }

    private void inferenceLinks(InferenceCall call) {
        produced(call.responseItemIds(), new ProducerRef.Inference(call.inferenceCallId()));
    }

    private void compactionLinks(Compaction compaction) {
        produced(compaction.replacementItemIds(), new ProducerRef.Compaction(compaction.compactionId()));
        produced(List.of(compaction.markerItemId()), new ProducerRef.Compaction(compaction.compactionId()));
        require(
                compaction.inputItemIds().stream().noneMatch(compaction.replacementItemIds()::contains),
                compaction.compactionId() + " replaces items by themselves");
    }

    private void produced(List<ItemId> items, ProducerRef producer) {
        for (ItemId item : items) {
            require(
                    graph.conversationItems().get(item).producedBy().contains(producer),
                    item + " does not know that " + producer + " produced it");
        }
    }

    private List<ItemId> itemsWhere(java.util.function.Predicate<ConversationItem> law) {
        return graph.conversationItems().values().stream()
                .filter(law)
                .map(ConversationItem::itemId)
                .sorted(java.util.Comparator.comparingInt(
                        id -> Integer.parseInt(id.value().substring("conversation_item:".length()))))
                .toList();
    }
}
