/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;

/** Records. */
final class RecordingCompactionTrace implements CompactionTrace {
    private final Session session;
    private final ThreadId threadId;
    private final ModelCall call;
    private final CompactionId id;
    private final AtomicBoolean installed = new AtomicBoolean();

    RecordingCompactionTrace(Session session, ThreadId threadId, ModelCall call) {
        this.session = session;
        this.threadId = threadId;
        this.call = call;
        this.id = new CompactionId(session.newId());
    }

    @Override
    public CompactionAttempt startAttempt(Supplier<?> requestBody) {
        return session.boundary().call("a request for a summary", NoopCompactionAttempt.INSTANCE, () -> {
            CompactionRequestId requestId = new CompactionRequestId(session.newId());
            PayloadRef request =
                    session.store(PayloadKind.COMPACTION_REQUEST, requestBody).ref();
            append(new RawEventPayload.CompactionRequestStarted(
                    id, requestId, threadId, call.turnId(), call.model(), call.providerName(), request));
            return new RecordingCompactionAttempt(session, this::append, id, requestId);
        });
    }

    @Override
    public void recordInstalled(Supplier<Checkpoint> checkpoint) {
        session.boundary().run("a compaction", () -> {
            if (installed.compareAndSet(false, true)) {
                PayloadRef payload = session.storeOrNote(
                        PayloadKind.COMPACTION_CHECKPOINT,
                        () -> body(checkpoint.get()),
                        body(Checkpoint.of(List.of(), List.of())));
                append(new RawEventPayload.CompactionInstalled(id, payload));
            }
        });
    }

    private static Map<String, @Nullable Object> body(Checkpoint checkpoint) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>(checkpoint.facts());
        body.put("input_history", checkpoint.inputHistory());
        body.put("replacement_history", checkpoint.replacementHistory());
        return body;
    }

    private void append(RawEventPayload payload) throws Exception {
        session.append(threadId, call.turnId(), payload);
    }
}
