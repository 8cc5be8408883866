/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.Requester;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolSummary;

/** What the benchmarks work on. */
final class Samples {
    static final ThreadId THREAD = new ThreadId("7aaf4542-e6ae-4c3c-ba6b-b9c4b5ef5e70");
    static final TurnId TURN = new TurnId("5d62881d-4659-48e1-ae6b-7d51232e05b4");
    static final RolloutId ROLLOUT = new RolloutId(THREAD.value());

    private static final String PROSE =
            "The tests of the parser fail because the lexer now keeps the \"trailing\" newline; I will trim it before the"
                    + " comparison.\nThen I run the whole suite again and look at what is left, one failure at a time. ";

    private Samples() {}

    /** A request with a thousand items, about 750 KB as it lies on the disk. */
    static ObjectNode request() {
        ObjectNode request = new ObjectMapper().createObjectNode();
        request.put("model", "gpt-test").put("stream", true);
        ArrayNode input = request.putArray("input");
        for (int i = 0; i < 1000; i++) {
            ObjectNode item = input.addObject();
            switch (i % 3) {
                case 0 -> {
                    item.put("type", "message").put("role", i % 2 == 0 ? "user" : "assistant");
                    item.putArray("content")
                            .addObject()
                            .put("type", "input_text")
                            .put("text", PROSE.repeat(3) + i);
                }
                case 1 ->
                    item.put("type", "function_call")
                            .put("name", "exec_command")
                            .put(
                                    "arguments",
                                    "{\"cmd\":\"make check\",\"workdir\":\"/repo\",\"note\":\"" + PROSE.length()
                                            + "\"}")
                            .put("call_id", "call_" + i);
                default ->
                    item.put("type", "function_call_output")
                            .put("call_id", "call_" + (i - 1))
                            .put("output", PROSE.repeat(4) + i);
            }
        }
        return request;
    }

    /** A small event, one of the frequent kind. */
    static RawEventPayload smallEvent() {
        return new RawEventPayload.TurnStarted(TURN, THREAD);
    }

    /** An event in the middle of a session, one of the larger kind. */
    static RawTraceEvent toolStart(long seq) {
        return new RawTraceEvent(
                seq,
                1_780_018_003_416L,
                ROLLOUT,
                THREAD,
                TURN,
                new RawEventPayload.ToolCallStarted(
                        new ToolCallId("call_" + seq),
                        new CallId("call_" + seq),
                        null,
                        new Requester.Model(),
                        ToolKind.BuiltIn.EXEC_COMMAND,
                        new ToolSummary.Generic("exec_command", "{\"cmd\":\"make check\"}", null),
                        new PayloadRef(
                                new PayloadId("raw_payload:" + seq),
                                PayloadKind.TOOL_INVOCATION,
                                "payloads/" + seq + ".json")));
    }

    static void delete(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(paths::add);
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
