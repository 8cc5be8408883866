/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.writer.EventContext;
import dev.tracefold.writer.PayloadException;
import dev.tracefold.writer.Redactor;
import dev.tracefold.writer.StoredPayload;
import dev.tracefold.writer.TraceWriter;
import dev.tracefold.writer.WellFormed;

/** What all handles of one bundle share. Its methods throw; who calls them stands behind the boundary. */
final class Session {
    private final TraceWriter writer;
    private final Boundary boundary;
    private final Supplier<String> ids;
    private final @Nullable Redactor redactor;
    private final Ledger ledger = new Ledger();

    Session(TraceWriter writer, Boundary boundary, RecorderConfig config) {
        this.writer = writer;
        this.boundary = boundary;
        this.ids = config.ids();
        this.redactor = config.writer().redactor();
    }

    Boundary boundary() {
        return boundary;
    }

    Ledger ledger() {
        return ledger;
    }

    String newId() {
        return ids.get();
    }

    void append(@Nullable ThreadId threadId, @Nullable TurnId turnId, RawEventPayload payload) throws IOException {
        writer.append(new EventContext(threadId, turnId), payload);
    }

    void close() throws IOException {
        writer.close();
    }

    /** A text for an event: what must not be told taken out, and what JSON cannot carry replaced. */
    String text(@Nullable String text, String name) throws Drop {
        String present = Drop.requirePresent(text, name);
        if (redactor == null) {
            return WellFormed.text(present);
        }
        try {
            return WellFormed.text(redactor.text(present));
        } catch (RuntimeException e) {
            throw new Drop(LossReason.REDACTION_FAILED, "redacting " + name + " failed", e);
        }
    }

    /** Writes a body of the host's. */
    StoredPayload store(PayloadKind kind, @Nullable Supplier<?> body) throws Drop, IOException {
        return storeValue(kind, Bodies.get(body));
    }

    /** Writes a body that is there already. */
    StoredPayload storeValue(PayloadKind kind, Object body) throws IOException {
        StoredPayload stored =
                body instanceof byte[] json ? writer.storeJsonPayload(kind, json) : writer.storePayload(kind, body);
        if (stored.replaced()) {
            boundary.losses().count(LossReason.BODY_TOO_LARGE, "a body of kind " + kind, null);
        }
        return stored;
    }

    /** Writes a body, or where that is not possible a note in its shape, so that the event itself is not lost. */
    PayloadRef storeOrNote(PayloadKind kind, Supplier<?> body, Map<String, @Nullable Object> note) throws IOException {
        try {
            return store(kind, body).ref();
        } catch (Drop | PayloadException | StackOverflowError lost) {
            boundary.lost("a body of kind " + kind, lost);
            note.put("tracefold_note", "body_lost");
            return storeValue(kind, note).ref();
        }
    }

    /** Writes a body that its event can do without. */
    @Nullable
    PayloadRef storeIfPossible(PayloadKind kind, @Nullable Supplier<?> body) throws IOException {
        if (body == null) {
            return null;
        }
        try {
            return store(kind, body).ref();
        } catch (Drop | PayloadException | StackOverflowError lost) {
            boundary.lost("a body of kind " + kind, lost);
            return null;
        }
    }
}
