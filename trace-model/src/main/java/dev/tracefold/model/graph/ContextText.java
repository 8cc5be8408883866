/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import java.util.Set;

/** Tells what a client writes in a user's name from what users say. May be asked by any thread. */
public final class ContextText {
    private static final List<String> BEGINNINGS = List.of(
            "<environment_context>",
            "<user_instructions>",
            "# AGENTS.md instructions",
            "<INSTRUCTIONS>",
            "<permissions instructions>",
            "<turn_aborted>",
            "<subagent_notification>",
            "<user_shell_command>",
            "<skill>",
            "<recommended_plugins>",
            "<goal_context>",
            "<codex_internal_context ",
            "<external_",
            "<hook_prompt ");

    /** What stands for a picture or a sound of the user's that could not be sent. */
    private static final Set<String> MEDIA =
            Set.of("images.preparation_error", "images.unsupported", "audio.unsupported");

    private ContextText() {}

    /** Whether an item is a message of a user that was written by the client. */
    public static boolean is(ConversationItem item) {
        return item.role() == MessageRole.USER
                && item.kind() == ItemKind.MESSAGE
                && !item.parts().isEmpty()
                && item.parts().get(0) instanceof BodyPart.Text first
                && is(first.text().toString());
    }

    /** Whether a message of a user with this text was written by the client. */
    public static boolean is(String text) {
        String said = text.stripLeading();
        for (String beginning : BEGINNINGS) {
            if (said.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a text can be one of these whose first byte is this, written as JSON; most that users say cannot, and need not be
     * looked at any further.
     */
    public static boolean canBeginWith(byte first) {
        // Behind an escape, or in what is not ASCII, there may be a space.
        return first == '<' || first == '#' || first == '\\' || first <= ' ';
    }

    /** Whether a part of such a kind is what the user said. */
    public static boolean isUsers(String kind) {
        return kind.isEmpty() || kind.equals("unknown") || kind.startsWith("user.") || MEDIA.contains(kind);
    }
}
