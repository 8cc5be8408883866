/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a rollout holds, counted line by line and without the translator: what its graph is held against. */
final class RolloutCount {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    int items;
    int compactionItems;
    int calls;
    int turns;
    long inputTokens;
    long outputTokens;
    final Set<String> callIds = new HashSet<>();
    final List<String> outputIds = new ArrayList<>();

    static RolloutCount of(Path plain) throws IOException {
        RolloutCount count = new RolloutCount();
        JsonNode total = null;
        for (String line : Files.readAllLines(plain)) {
            JsonNode json = MAPPER.readTree(line);
            JsonNode payload = json.path("payload");
            String type = payload.path("type").asText();
            switch (json.path("type").asText()) {
                case "response_item" -> count.item(payload, type);
                case "compacted" ->
                    count.compactionItems += 1
                            + (payload.has("replacement_history")
                                    ? payload.path("replacement_history").size()
                                    : 1);
                case "event_msg" -> {
                    if (type.equals("task_started") || type.equals("turn_started")) {
                        count.turns++;
                    }
                    JsonNode info = payload.path("info");
                    // The same counts are told again when the next request goes out: a total that did not change.
                    if (type.equals("token_count")
                            && info.isObject()
                            && !info.path("total_token_usage").equals(total)) {
                        total = info.path("total_token_usage");
                        count.inputTokens += info.path("last_token_usage")
                                .path("input_tokens")
                                .asLong();
                        count.outputTokens += info.path("last_token_usage")
                                .path("output_tokens")
                                .asLong();
                    }
                }
                default -> {
                    // The rest is neither said nor done.
                }
            }
        }
        return count;
    }

    private void item(JsonNode payload, String type) {
        items++;
        if (type.endsWith("_call")) {
            calls++;
            callIds.add(payload.path("call_id").asText());
        } else if (type.endsWith("_output")) {
            outputIds.add(payload.path("call_id").asText());
        }
    }
}
