/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.UpstreamRequestId;

/** Answers of models in the shape that the reduction reads. */
final class ResponseBodies {
    private ResponseBodies() {}

    static Map<String, @Nullable Object> body(
            @Nullable ResponseId responseId, @Nullable UpstreamRequestId upstreamRequestId, ResponseBody response) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("response_id", text(responseId));
        body.put("upstream_request_id", text(upstreamRequestId));
        body.put("token_usage", response.tokenUsage());
        body.put("output_items", response.outputItems());
        return body;
    }

    /** What is known of an answer whose items were lost. */
    static Map<String, @Nullable Object> note(
            @Nullable ResponseId responseId, @Nullable UpstreamRequestId upstreamRequestId) {
        return body(responseId, upstreamRequestId, ResponseBody.of(List.of()));
    }

    private static @Nullable String text(@Nullable Id id) {
        return id == null ? null : id.value();
    }
}
