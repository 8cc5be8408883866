/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalRequest;
import dev.tracefold.model.graph.TerminalResult;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.TerminalId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolSummary;
import dev.tracefold.view.lookup.Names;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.ShortNames;

/** One object in one line: what it is, what it says, how it went. Immutable. */
public final class Headlines {
    private static final int WORDS = 60;
    private static final int LEAST = 24;

    // Roughly what a line has beside the words: name, status, duration, seqs.
    private static final int REST = 72;

    private final SessionGraph graph;
    private final Ink ink;
    private final ShortNames names;
    private final int words;

    /** Lines as long as they want to be. */
    public Headlines(SessionGraph graph, Ink ink) {
        this(graph, ink, Integer.MAX_VALUE);
    }

    /**
     * Lines for a page.
     *
     * @param width of the page, in columns; what things say is shortened so that how they went is still on it
     */
    public Headlines(SessionGraph graph, Ink ink, int width) {
        this.graph = graph;
        this.ink = ink;
        this.names = ShortNames.of(graph);
        this.words = Math.max(LEAST, Math.min(WORDS, width - REST));
    }

    /** The line for an object; for one that is not in this graph, its name. */
    public String of(Node node) {
        String line = line(node);
        return label(node) + (line == null ? "" : "  " + line);
    }

    /** The name by which an object can be asked for. */
    public String label(Node node) {
        return ink.name(shortName(node));
    }

    private String shortName(Node node) {
        String id = Printable.line(names.of(node.id()));
        return switch (node.kind()) {
            case ITEM, OPERATION, PAYLOAD, CELL, EDGE -> id;
            case THREAD, TURN, INFERENCE, TOOL, TERMINAL, COMPACTION, COMPACTION_REQUEST ->
                id.startsWith(node.kind().word()) ? id : node.kind().word() + " " + id;
        };
    }

    private @Nullable String line(Node node) {
        String id = node.id();
        return switch (node.kind()) {
            case THREAD -> map(graph.threads(), new ThreadId(id), this::thread);
            case TURN -> map(graph.turns(), new TurnId(id), this::turn);
            case ITEM -> map(graph.conversationItems(), new ItemId(id), this::item);
            case INFERENCE -> map(graph.inferenceCalls(), new InferenceCallId(id), this::inference);
            case CELL -> map(graph.codeCells(), new CodeCellId(id), this::cell);
            case TOOL -> map(graph.toolCalls(), new ToolCallId(id), this::tool);
            case TERMINAL -> map(graph.terminalSessions(), new TerminalId(id), this::terminal);
            case OPERATION -> map(graph.terminalOperations(), new TerminalOperationId(id), this::operation);
            case COMPACTION -> map(graph.compactions(), new CompactionId(id), this::compaction);
            case COMPACTION_REQUEST ->
                map(graph.compactionRequests(), new CompactionRequestId(id), this::compactionRequest);
            case EDGE -> map(graph.interactionEdges(), new EdgeId(id), this::edge);
            case PAYLOAD -> map(graph.rawPayloads(), new PayloadId(id), this::payload);
        };
    }

    private interface Line<T> {
        String of(T object);
    }

    private static <K, T> @Nullable String map(Map<K, T> objects, K id, Line<T> line) {
        T object = objects.get(id);
        return object == null ? null : line.of(object);
    }

    private String run(ExecutionWindow window) {
        return window.running()
                ? ink.status(window.status()) + " since seq " + window.startedSeq()
                : ink.status(window.status()) + " in " + Amounts.duration(window) + ", " + Amounts.seqs(window);
    }

    private String thread(AgentThread thread) {
        String name = ink.bold(Printable.line(thread.agentPath(), WORDS));
        String role = thread.origin() instanceof ThreadOrigin.Spawned spawned
                        && !spawned.agentRole().isEmpty()
                ? " (" + Printable.line(spawned.agentRole(), WORDS) + ")"
                : "";
        return name + role + "  " + run(thread.execution());
    }

    private String turn(CodexTurn turn) {
        return "on " + agent(turn.threadId()) + "  " + run(turn.execution());
    }

    /** The agent path of a thread; of one that is not there, its id. */
    String agent(ThreadId id) {
        return Printable.line(Names.agent(graph, id), WORDS);
    }

    private String item(ConversationItem item) {
        return itemKind(item) + "  " + BodyText.preview(item.parts(), words);
    }

    /** What an item is, in a word or two. */
    static String itemKind(ConversationItem item) {
        return switch (item.kind()) {
            case MESSAGE ->
                item.agentMessage() == null
                        ? WireNames.of(item.role())
                        : Printable.line(
                                item.agentMessage().author() + " → "
                                        + item.agentMessage().recipient(),
                                WORDS);
            case REASONING -> "reasoning";
            case FUNCTION_CALL, CUSTOM_TOOL_CALL -> "calls";
            case FUNCTION_CALL_OUTPUT, CUSTOM_TOOL_CALL_OUTPUT -> "output";
            case COMPACTION_MARKER -> "compaction";
        };
    }

    private String inference(InferenceCall call) {
        var usage = call.usage();
        return Printable.line(call.model(), WORDS) + "  " + run(call.execution())
                + (usage == null
                        ? ""
                        : "  " + Amounts.count(usage.inputTokens()) + " in, " + Amounts.count(usage.outputTokens())
                                + " out");
    }

    private String cell(CodeCell cell) {
        return Printable.line(cell.sourceJs(), words) + "  " + run(cell.execution());
    }

    private String tool(ToolCall tool) {
        return ink.bold(toolName(tool.kind())) + words(tool) + "  " + run(tool.execution());
    }

    private String words(ToolCall tool) {
        String words = toolWords(tool);
        return words.isEmpty() ? "" : " " + words;
    }

    /** What a tool was asked to do, as far as the graph says. */
    String toolWords(ToolCall tool) {
        TerminalOperation operation = tool.terminalOperationId() == null
                ? null
                : graph.terminalOperations().get(tool.terminalOperationId());
        return operation == null ? summary(tool.summary(), words) : request(operation.request());
    }

    /** The name of a tool. */
    static String toolName(ToolKind kind) {
        return Printable.line(Names.tool(kind), WORDS);
    }

    static String summary(ToolSummary summary, int words) {
        if (summary instanceof ToolSummary.Generic generic) {
            String input = generic.inputPreview();
            return input == null ? "" : Printable.line(input, words);
        } else if (summary instanceof ToolSummary.Agent agent) {
            return Printable.line(agent.targetAgentPath() + " \"" + agent.messagePreview(), words) + "\"";
        } else if (summary instanceof ToolSummary.WaitAgent wait) {
            return wait.targetAgentPath() == null ? "" : Printable.line(wait.targetAgentPath(), words);
        }
        return "";
    }

    private String request(TerminalRequest request) {
        if (request instanceof TerminalRequest.ExecCommand exec) {
            return Printable.line("$ " + exec.displayCommand(), words);
        } else if (request instanceof TerminalRequest.WriteStdin write) {
            return write.stdin().isEmpty() ? "(reads on)" : Printable.line("< " + write.stdin(), words);
        }
        throw new IllegalArgumentException("no such request: " + request);
    }

    private String terminal(TerminalSession terminal) {
        return "on " + agent(terminal.threadId()) + "  "
                + Amounts.count(terminal.operationIds().size(), "operation") + ", first seq "
                + terminal.execution().startedSeq();
    }

    private String operation(TerminalOperation operation) {
        return request(operation.request()) + exit(operation.result()) + "  " + run(operation.execution());
    }

    String exit(@Nullable TerminalResult result) {
        if (result == null || result.exitCode() == null) {
            return "";
        }
        String exit = "  exit " + result.exitCode();
        return result.exitCode() == 0 ? exit : ink.bad(exit);
    }

    private String compaction(Compaction compaction) {
        return "on " + agent(compaction.threadId()) + "  "
                + Amounts.count(compaction.inputItemIds().size(), "item") + " became "
                + Amounts.count(compaction.replacementItemIds().size());
    }

    private String compactionRequest(CompactionRequest request) {
        return Printable.line(request.model(), WORDS) + "  " + run(request.execution());
    }

    private String edge(InteractionEdge edge) {
        Ends ends = new Ends(graph, this);
        return WireNames.of(edge.kind()) + "  " + ends.agent(edge.source()) + " → " + ends.agent(edge.target());
    }

    private String payload(PayloadRef payload) {
        return WireNames.of(payload.kind()) + "  " + Printable.line(payload.path(), WORDS);
    }
}
