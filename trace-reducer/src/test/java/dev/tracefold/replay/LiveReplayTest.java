/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveReplayTest {
    private static final String STARTED =
            "{\"schema_version\":1,\"seq\":1,\"wall_time_unix_ms\":5,\"rollout_id\":\"r\",\"thread_id\":null,"
                    + "\"codex_turn_id\":null,\"payload\":{\"type\":\"rollout_started\",\"trace_id\":\"t\","
                    + "\"root_thread_id\":\"root\"}}\n";
    private static final String ENDED =
            "{\"schema_version\":1,\"seq\":2,\"wall_time_unix_ms\":6,\"rollout_id\":\"r\",\"thread_id\":null,"
                    + "\"codex_turn_id\":null,\"payload\":{\"type\":\"rollout_ended\",\"status\":\"completed\"}}\n";

    @TempDir
    Path bundle;

    private void append(String text) throws Exception {
        Files.writeString(bundle.resolve("trace.jsonl"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private LiveReplay open() throws Exception {
        Files.writeString(
                bundle.resolve("manifest.json"),
                "{\"schema_version\":1,\"trace_id\":\"t\",\"rollout_id\":\"r\",\"root_thread_id\":\"root\","
                        + "\"started_at_unix_ms\":1,\"raw_event_log\":\"trace.jsonl\",\"payloads_dir\":\"payloads\"}");
        append("");
        return LiveReplay.open(Bundle.open(bundle));
    }

    @Test
    void a_line_counts_once_its_end_has_come() throws Exception {
        try (LiveReplay live = open()) {
            for (char c : STARTED.substring(0, STARTED.length() - 1).toCharArray()) {
                append(String.valueOf(c));
                assertThat(live.poll()).isEmpty();
            }
            append("\n");
            assertThat(live.poll()).singleElement().satisfies(line -> {
                assertThat(line.event()).isNotNull();
                assertThat(line.noticed()).isEmpty();
            });
            assertThat(live.poll()).isEmpty();
        }
    }

    @Test
    void reading_goes_on_where_it_ended() throws Exception {
        try (LiveReplay live = open()) {
            append(STARTED + ENDED.substring(0, 20));
            assertThat(live.poll()).hasSize(1);
            assertThat(live.poll()).isEmpty();
            append(ENDED.substring(20));
            assertThat(live.poll()).hasSize(1);
            assertThat(live.poll()).isEmpty();
        }
    }

    @Test
    void the_state_is_that_of_all_that_has_come() throws Exception {
        try (LiveReplay live = open()) {
            append(STARTED + "\n" + ENDED);
            assertThat(live.poll()).hasSize(2);
            assertThat(live.state().graph().endedAtUnixMs()).isEqualTo(6);
        }
    }

    @Test
    void what_is_no_event_is_told_and_left_out() throws Exception {
        try (LiveReplay live = open()) {
            append("{\"schema\n" + STARTED);
            assertThat(live.poll()).hasSize(2).first().satisfies(line -> {
                assertThat(line.event()).isNull();
                assertThat(line.noticed()).singleElement().isInstanceOf(Diagnostic.LeftOut.class);
            });
        }
    }

    @Test
    void what_is_missing_is_told_with_the_event_behind_it() throws Exception {
        try (LiveReplay live = open()) {
            append(ENDED);
            assertThat(live.poll()).singleElement().satisfies(line -> {
                assertThat(line.event()).isNotNull();
                assertThat(line.noticed()).containsExactly(new Diagnostic.Gap(1, 1, 2));
            });
        }
    }

    @Test
    void an_event_whose_payload_is_not_there_is_left_out() throws Exception {
        try (LiveReplay live = open()) {
            append(STARTED.replace(
                    "\"type\":\"rollout_started\",\"trace_id\":\"t\",\"root_thread_id\":\"root\"",
                    "\"type\":\"protocol_event_observed\",\"event_type\":\"x\",\"event_payload\":{\"raw_payload_id\":\"p\","
                            + "\"kind\":{\"type\":\"protocol_event\"},\"path\":\"payloads/1.json\"}"));
            assertThat(live.poll()).singleElement().satisfies(line -> {
                assertThat(line.event()).isNull();
                assertThat(line.noticed().toString()).contains("PAYLOAD_MISSING");
            });
        }
    }
}
