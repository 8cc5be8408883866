/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.json.GraphJson;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

/**
 * Makes the reducer ready on a second thread, by a session of three events, while the first one still reads the command
 * line: that takes both of them as long.
 */
final class Preparation {
    private static final TraceManifest MANIFEST =
            TraceManifest.of(new TraceId("trace-0"), new RolloutId("rollout-0"), new ThreadId("thread-0"), 0);
    private static final String EVENT =
            "{\"schema_version\":1,\"seq\":%d,\"wall_time_unix_ms\":0,\"rollout_id\":\"rollout-0\",\"thread_id\":null,"
                    + "\"codex_turn_id\":null,\"payload\":{\"type\":%s}}%n";
    private static final String LOG = EVENT.formatted(
                    1, "\"rollout_started\",\"trace_id\":\"trace-0\",\"root_thread_id\":\"thread-0\"")
            + EVENT.formatted(2, "\"thread_started\",\"thread_id\":\"thread-0\",\"agent_path\":\"/root\"")
            + EVENT.formatted(3, "\"codex_turn_started\",\"codex_turn_id\":\"turn-0\",\"thread_id\":\"thread-0\"");

    private Preparation() {}

    static void begin() {
        Thread thread = new Thread(Preparation::reduce, "preparation");
        thread.setDaemon(true);
        thread.start();
    }

    private static void reduce() {
        try {
            GraphJson.write(Replay.strict(Session::new).plainly().run().graph(), OutputStream.nullOutputStream());
        } catch (IOException impossible) {
            // If it could not be done here, the command itself is about to say why.
        }
    }

    private static final class Session implements TraceSource {
        @Override
        public Path location() {
            return Path.of("");
        }

        @Override
        public TraceManifest manifest() {
            return MANIFEST;
        }

        @Override
        public EventLog events() {
            return EventLog.of(new ByteArrayInputStream(LOG.getBytes(UTF_8)));
        }

        @Override
        public Payload payload(PayloadRef ref) throws IOException, ReplayException {
            throw new NoSuchFileException(ref.path());
        }
    }
}
