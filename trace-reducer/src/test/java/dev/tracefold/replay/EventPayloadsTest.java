/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.json.Json;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.reducer.body.ConversationBody.Form;

class EventPayloadsTest {
    private static final byte[] BODY = "{\"model\":\"m\",\"input\":[]}".getBytes(UTF_8);

    private final PayloadRef ref =
            new PayloadRef(new PayloadId("raw_payload:1"), PayloadKind.INFERENCE_REQUEST, "payloads/1.json");
    private int asked;

    /** Holds the bytes of what it has found, as the translation of a rollout does. */
    private final TraceSource source = new TraceSource() {
        @Override
        public Path location() {
            return Path.of("session");
        }

        @Override
        public TraceManifest manifest() {
            throw new UnsupportedOperationException();
        }

        @Override
        public EventLog events() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Payload payload(PayloadRef wanted) {
            asked++;
            return () -> BODY;
        }
    };

    /** A line waits for the fold among others, and checkpoints have megabytes. */
    @Test
    void a_conversation_that_was_read_is_not_held_by_its_bytes_too() throws Exception {
        EventPayloads payloads = new EventPayloads(new SourcePayloads(source));
        payloads.find(
                new RawTraceEvent(
                        1, 0, new RolloutId("r"), null, null, new RawEventPayload.ProtocolEventObserved("x", ref)),
                1);
        payloads.readConversation(ref, Form.REQUEST, new ConversationReader(), new ConversationReader());

        payloads.conversation(ref, Form.REQUEST);
        assertThat(asked).isEqualTo(1);
        assertThat(payloads.json(ref)).isEqualTo(Json.parse(BODY));
        assertThat(asked).isEqualTo(2);
    }
}
