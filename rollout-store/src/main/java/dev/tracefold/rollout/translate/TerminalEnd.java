/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue.JsonString;

/**
 * The end of a command, in the shape that the reduction reads. Recorders of rollouts clear the output of a command but for
 * a cut of it, {@code aggregated_output}; where nothing else is left, that is what the terminal said.
 *
 * @param start what a recorder would have written when the command began
 * @param end what it would have written at its end
 */
record TerminalEnd(Body start, Body end) {
    private static final String ADDRESS = "file:///";

    /**
     * The end that an event tells; null if it lacks what the reduction wants.
     *
     * @param terminal the one that the call named, if it did
     */
    static @Nullable TerminalEnd of(JsonFields event, @Nullable String terminal, Terminals terminals) {
        Slice command = event.raw("command");
        Slice cwd = path(event.raw("cwd"));
        Slice callId = event.raw(event.raw("call_id") == null ? "id" : "call_id");
        Slice process = event.present("process_id");
        Slice input = event.present("interaction_input");
        Long exitCode = event.integer("exit_code");
        if (command == null
                || !command.isArray()
                || !JsonBytes.elements(command).stream().allMatch(Slice::isString)
                || cwd == null
                || !cwd.isString()
                || (process != null && !process.isString())
                || (input != null && !input.isString())
                || exitCode == null
                || exitCode != exitCode.intValue()) {
            return null;
        }
        if (terminal != null && !terminal.equals(JsonBytes.text(process))) {
            // The write names another terminal than its call did: the call counts.
            process = null;
        }
        process = terminals.named(process);
        Slice stdout = text(event, "stdout");
        Slice aggregated = text(event, "aggregated_output");
        boolean cleared = stdout.length() == 2 && text(event, "stderr").length() == 2;
        Body start = new Body()
                .raw("call_id", callId)
                .raw("command", command)
                .raw("cwd", cwd)
                .raw("process_id", process)
                .raw("interaction_input", input);
        Body end = new Body()
                .raw("call_id", callId)
                .raw("process_id", process)
                .raw("turn_id", event.raw("turn_id"))
                .raw("command", command)
                .raw("cwd", cwd)
                .raw("source", event.raw("source"))
                .raw("stdout", cleared ? aggregated : stdout)
                .raw("stderr", text(event, "stderr"))
                .raw("exit_code", event.raw("exit_code"))
                .raw("duration", event.raw("duration"))
                .raw("formatted_output", text(event, "formatted_output"))
                .raw("status", event.raw("status"));
        return new TerminalEnd(start, end);
    }

    /** Newer recorders write directories as addresses of files. */
    private static @Nullable Slice path(@Nullable Slice cwd) {
        String address = cwd == null ? null : JsonBytes.text(cwd);
        if (address == null || !address.startsWith(ADDRESS) || address.indexOf('%') >= 0) {
            return cwd;
        }
        return Slice.of(new JsonString(address.substring(ADDRESS.length() - 1)).compact());
    }

    private static Slice text(JsonFields event, String name) {
        Slice value = event.present(name);
        return value != null && value.isString() ? value : Slice.of("\"\"");
    }
}
