/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import java.util.Set;

/**
 * Decides which items are worth a line. A pure function, kept apart from the recorder: the recorder writes what it is
 * given.
 */
public final class PersistenceFilter {
    private static final Set<String> RESPONSE_ITEMS = Set.of(
            "message",
            "agent_message",
            "reasoning",
            "local_shell_call",
            "function_call",
            "function_call_output",
            "custom_tool_call",
            "custom_tool_call_output",
            "tool_search_call",
            "tool_search_output",
            "web_search_call",
            "image_generation_call",
            "compaction",
            "compaction_summary",
            "context_compaction");
    private static final Set<String> EVENTS = Set.of(
            "user_message",
            "agent_message",
            "agent_reasoning",
            "agent_reasoning_raw_content",
            "token_count",
            "task_started",
            "turn_started",
            "task_complete",
            "turn_complete",
            "turn_aborted",
            "thread_rolled_back",
            "context_compacted",
            "entered_review_mode",
            "exited_review_mode",
            "patch_apply_end",
            "mcp_tool_call_end",
            "web_search_end",
            "image_generation_end",
            "thread_settings_applied",
            "thread_goal_updated");

    private PersistenceFilter() {}

    /** Whether the item belongs into a rollout. Deltas, begins, approvals, warnings and exec output do not. */
    public static boolean keeps(RolloutItem item) {
        return switch (item.type()) {
            case SESSION_META,
                    TURN_CONTEXT,
                    COMPACTED,
                    WORLD_STATE,
                    INTER_AGENT_COMMUNICATION,
                    INTER_AGENT_COMMUNICATION_METADATA,
                    TOKEN_USAGE_RECORD,
                    RETAINED_CONTEXT,
                    SECURITY_RISK_SCORE,
                    REALTIME_ITEM -> true;
            case RESPONSE_ITEM -> isOneOf(RESPONSE_ITEMS, item);
            case EVENT_MSG -> isOneOf(EVENTS, item);
        };
    }

    private static boolean isOneOf(Set<String> kept, RolloutItem item) {
        String itemType = item.itemType();
        return itemType != null && kept.contains(itemType);
    }
}
