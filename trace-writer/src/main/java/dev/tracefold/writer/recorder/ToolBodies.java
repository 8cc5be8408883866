/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tools are called with and what they give back, in the shape that the reduction reads. */
final class ToolBodies {
    private ToolBodies() {}

    static Map<String, @Nullable Object> invocation(ToolDispatch dispatch) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("tool_name", dispatch.name());
        body.put("tool_namespace", dispatch.namespace());
        body.put("payload", payload(dispatch.input()));
        return body;
    }

    private static Map<String, @Nullable Object> payload(ToolInput input) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        if (input instanceof ToolInput.Function function) {
            payload.put("type", "function");
            payload.put("arguments", function.arguments());
        } else if (input instanceof ToolInput.Custom custom) {
            payload.put("type", "custom");
            payload.put("input", custom.input());
        } else if (input instanceof ToolInput.ToolSearch search) {
            payload.put("type", "tool_search");
            payload.put("arguments", search.arguments());
        } else if (input instanceof ToolInput.LocalShell shell) {
            payload.put("type", "local_shell");
            payload.put("command", shell.command());
            payload.put("workdir", shell.workdir());
            payload.put("timeout_ms", shell.timeoutMs());
        }
        return payload;
    }

    /** The input as a person would read it. */
    static String inputText(ToolInput input) {
        if (input instanceof ToolInput.Function function) {
            return function.arguments();
        }
        if (input instanceof ToolInput.Custom custom) {
            return custom.input();
        }
        if (input instanceof ToolInput.ToolSearch search) {
            return search.arguments().toString();
        }
        return input instanceof ToolInput.LocalShell shell ? String.join(" ", shell.command()) : "";
    }

    static Map<String, Object> result(ToolResult result) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (result instanceof ToolResult.DirectResponse direct) {
            body.put("type", "direct_response");
            body.put("response_item", direct.responseItem());
        } else if (result instanceof ToolResult.CodeModeResponse codeMode) {
            body.put("type", "code_mode_response");
            body.put("value", codeMode.value());
        } else if (result instanceof ToolResult.Failure failure) {
            body.put("type", "error");
            body.put("error", failure.error());
        }
        return body;
    }
}
