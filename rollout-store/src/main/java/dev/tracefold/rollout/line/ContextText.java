/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import java.util.List;

/** Tells what a client writes in a user's name from what users say. */
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
            "<skill>");

    private ContextText() {}

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
}
