/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Whether the arguments of a tool call are what the reduction must find there. A model writes them, so they may be
 * anything; two tools have theirs read, and there a strict reduction would stop.
 */
final class ToolArguments {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ToolArguments() {}

    static boolean canBeReduced(ToolDispatch dispatch) {
        return switch (dispatch.name()) {
            case "wait" -> {
                JsonNode arguments = read(dispatch);
                yield arguments != null && arguments.path("cell_id").isTextual();
            }
            case "write_stdin" -> {
                JsonNode arguments = read(dispatch);
                yield arguments != null && isStdin(arguments);
            }
            default -> true;
        };
    }

    private static boolean isStdin(JsonNode arguments) {
        JsonNode session = arguments.path("session_id");
        return (session.isNumber()
                        || (session.isTextual() && !session.textValue().isEmpty()))
                && isAbsentOr(arguments.path("chars"), arguments.path("chars").isTextual())
                && isAbsentOr(arguments.path("yield_time_ms"), isUnsigned(arguments.path("yield_time_ms")))
                && isAbsentOr(arguments.path("max_output_tokens"), isUnsigned(arguments.path("max_output_tokens")));
    }

    private static boolean isAbsentOr(JsonNode field, boolean right) {
        return right || field.isMissingNode() || field.isNull();
    }

    private static boolean isUnsigned(JsonNode field) {
        return field.isIntegralNumber() && field.canConvertToLong() && field.longValue() >= 0;
    }

    private static @Nullable JsonNode read(ToolDispatch dispatch) {
        if (!(dispatch.input() instanceof ToolInput.Function function)) {
            return null;
        }
        try {
            return MAPPER.readTree(function.arguments());
        } catch (JsonProcessingException whateverTheModelWrote) {
            return null;
        }
    }
}
