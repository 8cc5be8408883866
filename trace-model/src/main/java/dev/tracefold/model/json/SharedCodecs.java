/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static dev.tracefold.model.json.Codecs.INT64;
import static dev.tracefold.model.json.Codecs.STRING;
import static dev.tracefold.model.json.IdCodec.PAYLOAD_ID;
import static dev.tracefold.model.json.IdCodec.RESPONSE_ID;
import static dev.tracefold.model.json.IdCodec.ROLLOUT_ID;
import static dev.tracefold.model.json.IdCodec.RUNTIME_CELL_ID;
import static dev.tracefold.model.json.IdCodec.TERMINAL_OPERATION_ID;
import static dev.tracefold.model.json.IdCodec.THREAD_ID;
import static dev.tracefold.model.json.IdCodec.TRACE_ID;

import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RequestInputMode;
import dev.tracefold.model.raw.Requester;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolSummary;
import dev.tracefold.model.raw.TraceManifest;

/** The objects that events refer to, some of which the graph has too. */
final class SharedCodecs {
    private static final Codec<PayloadKind> PAYLOAD_KIND = payloadKind();

    static final Codec<PayloadRef> PAYLOAD_REF = ObjectCodec.<PayloadRef>of()
            .required("raw_payload_id", PAYLOAD_ID, PayloadRef::payloadId)
            .required("kind", PAYLOAD_KIND, PayloadRef::kind)
            .required("path", STRING, PayloadRef::path)
            .make(v -> new PayloadRef(v.next(), v.next(), v.next()));

    static final Codec<Requester> REQUESTER = UnionCodec.<Requester>of()
            .constant("model", new Requester.Model())
            .variant(
                    "code_cell",
                    Requester.CodeCell.class,
                    ObjectCodec.<Requester.CodeCell>of()
                            .required("runtime_cell_id", RUNTIME_CELL_ID, Requester.CodeCell::runtimeCellId)
                            .make(v -> new Requester.CodeCell(v.next())))
            .make();

    static final Codec<ToolKind> TOOL_KIND = toolKind();

    static final Codec<ToolSummary> TOOL_SUMMARY = UnionCodec.<ToolSummary>of()
            .variant(
                    "generic",
                    ToolSummary.Generic.class,
                    ObjectCodec.<ToolSummary.Generic>of()
                            .required("label", STRING, ToolSummary.Generic::label)
                            .nullable("input_preview", STRING, ToolSummary.Generic::inputPreview)
                            .nullable("output_preview", STRING, ToolSummary.Generic::outputPreview)
                            .make(v -> new ToolSummary.Generic(v.next(), v.next(), v.next())))
            .variant(
                    "terminal",
                    ToolSummary.Terminal.class,
                    ObjectCodec.<ToolSummary.Terminal>of()
                            .required("operation_id", TERMINAL_OPERATION_ID, ToolSummary.Terminal::operationId)
                            .make(v -> new ToolSummary.Terminal(v.next())))
            .variant(
                    "agent",
                    ToolSummary.Agent.class,
                    ObjectCodec.<ToolSummary.Agent>of()
                            .required("target_agent_path", STRING, ToolSummary.Agent::targetAgentPath)
                            .nullable("task_name", STRING, ToolSummary.Agent::taskName)
                            .required("message_preview", STRING, ToolSummary.Agent::messagePreview)
                            .make(v -> new ToolSummary.Agent(v.next(), v.next(), v.next())))
            .variant(
                    "wait_agent",
                    ToolSummary.WaitAgent.class,
                    ObjectCodec.<ToolSummary.WaitAgent>of()
                            .nullable("target_agent_path", STRING, ToolSummary.WaitAgent::targetAgentPath)
                            .nullable("timeout_ms", INT64, ToolSummary.WaitAgent::timeoutMs)
                            .make(v -> new ToolSummary.WaitAgent(v.next(), v.next())))
            .make();

    static final Codec<RequestInputMode> INPUT_MODE = UnionCodec.<RequestInputMode>of()
            .constant("full_snapshot", new RequestInputMode.FullSnapshot())
            .variant(
                    "incremental",
                    RequestInputMode.Incremental.class,
                    ObjectCodec.<RequestInputMode.Incremental>of()
                            .required(
                                    "previous_response_id",
                                    RESPONSE_ID,
                                    RequestInputMode.Incremental::previousResponseId)
                            .make(v -> new RequestInputMode.Incremental(v.next())))
            .variant(
                    "incremental_with_untraced_prefix",
                    RequestInputMode.IncrementalWithUntracedPrefix.class,
                    ObjectCodec.<RequestInputMode.IncrementalWithUntracedPrefix>of()
                            .required(
                                    "previous_response_id",
                                    RESPONSE_ID,
                                    RequestInputMode.IncrementalWithUntracedPrefix::previousResponseId)
                            .required(
                                    "prefix_payload",
                                    PAYLOAD_REF,
                                    RequestInputMode.IncrementalWithUntracedPrefix::prefixPayload)
                            .make(v -> new RequestInputMode.IncrementalWithUntracedPrefix(v.next(), v.next())))
            .make();

    static final Codec<TraceManifest> MANIFEST = ObjectCodec.<TraceManifest>of()
            .required("schema_version", Versioned.VERSION, manifest -> TraceManifest.SCHEMA_VERSION)
            .required("trace_id", TRACE_ID, TraceManifest::traceId)
            .required("rollout_id", ROLLOUT_ID, TraceManifest::rolloutId)
            .required("root_thread_id", THREAD_ID, TraceManifest::rootThreadId)
            .required("started_at_unix_ms", INT64, TraceManifest::startedAtUnixMs)
            .required("raw_event_log", STRING, TraceManifest::rawEventLog)
            .required("payloads_dir", STRING, TraceManifest::payloadsDir)
            .make(v -> {
                v.next();
                return new TraceManifest(v.next(), v.next(), v.next(), v.next(), v.next(), v.next());
            });

    private SharedCodecs() {}

    private static Codec<PayloadKind> payloadKind() {
        UnionCodec.Builder<PayloadKind> union = UnionCodec.of();
        for (PayloadKind kind : PayloadKind.values()) {
            union.constant(WireNames.of(kind), kind);
        }
        return union.make();
    }

    private static Codec<ToolKind> toolKind() {
        UnionCodec.Builder<ToolKind> union = UnionCodec.of();
        for (ToolKind.BuiltIn kind : ToolKind.BuiltIn.values()) {
            union.constant(WireNames.of(kind), kind);
        }
        return union.variant(
                        "mcp",
                        ToolKind.Mcp.class,
                        ObjectCodec.<ToolKind.Mcp>of()
                                .required("server", STRING, ToolKind.Mcp::server)
                                .required("tool", STRING, ToolKind.Mcp::tool)
                                .make(v -> new ToolKind.Mcp(v.next(), v.next())))
                .variant(
                        "other",
                        ToolKind.Other.class,
                        ObjectCodec.<ToolKind.Other>of()
                                .required("name", STRING, ToolKind.Other::name)
                                .make(v -> new ToolKind.Other(v.next())))
                .make();
    }
}
