/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;

/** Records. */
final class RecordingCompactionAttempt implements CompactionAttempt {
    /** Where its events go. */
    interface Sink {
        void append(RawEventPayload payload) throws Exception;
    }

    private final Session session;
    private final Sink sink;
    private final CompactionId id;
    private final CompactionRequestId requestId;
    private final AtomicBoolean ended = new AtomicBoolean();

    RecordingCompactionAttempt(Session session, Sink sink, CompactionId id, CompactionRequestId requestId) {
        this.session = session;
        this.sink = sink;
        this.id = id;
        this.requestId = requestId;
    }

    @Override
    public void recordCompleted(@Nullable ResponseId responseId, Supplier<ResponseBody> response) {
        end(() -> {
            PayloadRef payload = session.storeOrNote(
                    PayloadKind.COMPACTION_RESPONSE,
                    () -> ResponseBodies.body(responseId, null, response.get()),
                    ResponseBodies.note(responseId, null));
            sink.append(new RawEventPayload.CompactionRequestCompleted(id, requestId, payload));
        });
    }

    @Override
    public void recordFailed(String error) {
        end(() ->
                sink.append(new RawEventPayload.CompactionRequestFailed(id, requestId, session.text(error, "error"))));
    }

    private void end(Boundary.Step step) {
        session.boundary().run("the end of a request for a summary", () -> {
            if (ended.compareAndSet(false, true)) {
                step.run();
            }
        });
    }
}
