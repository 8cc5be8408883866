/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.view.serve.SessionCatalog;

class HomeSessionsTest {
    private static final String PERSON = "0199c2f0-5a10-7c31-9b52-4f0e6a7d1c01";
    private static final String AGENT = "0199c2f0-5a10-7c31-9b52-4f0e6a7d1c02";

    @TempDir
    Path home;

    private void session(String id, String source, String said) throws IOException {
        Path day = Files.createDirectories(home.resolve("sessions/2026/03/02"));
        String time = "{\"timestamp\":\"2026-03-02T09:14:00.000Z\",";
        Files.writeString(
                day.resolve("rollout-2026-03-02T09-14-00-" + id + ".jsonl"),
                time + "\"type\":\"session_meta\",\"payload\":{\"id\":\"" + id
                        + "\",\"timestamp\":\"2026-03-02T09:14:00.000Z\",\"cwd\":\"/w\",\"originator\":\"o\","
                        + "\"cli_version\":\"1\",\"source\":" + source + "}}\n"
                        + time + "\"type\":\"event_msg\",\"payload\":{\"type\":\"user_message\",\"message\":\"" + said
                        + "\"}}\n");
    }

    @Test
    void sessions_that_others_spawned_are_told_from_those_that_people_began() throws Exception {
        session(PERSON, "\"cli\"", "look at the prices");
        session(AGENT, "{\"subagent\":{\"thread_spawn\":{\"agent_path\":\"/root/prices\"}}}", "look at one price");
        SessionCatalog.Page page = HomeSessions.of(home, rollout -> {
                    throw new AssertionError("nothing is opened");
                })
                .page(new SessionCatalog.Query("", null, false, 10));
        assertThat(page.rows())
                .extracting(SessionCatalog.Row::title)
                .containsExactlyInAnyOrder("look at the prices", "agent /root/prices · look at one price");
    }
}
