/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.reducer.Payloads;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.reducer.body.BodyException;
import dev.tracefold.reducer.body.ConversationBody;

/**
 * The bodies of one event. Some may be read before the fold asks for them; what is wrong with one of those is told when
 * it is asked for, if ever. Others, those of earlier events among them, are read when they are asked for.
 */
final class EventPayloads implements Payloads {
    /** What came of reading a body ahead: one of the three. */
    private record Read(
            ConversationBody.Form form,
            @Nullable ConversationBody body,
            @Nullable BodyException fault,
            @Nullable IOException failure) {}

    private final SourcePayloads bodies;

    // By reference and not by what it says: an event has one or two, and asks for them by those very objects.
    private final IdentityHashMap<PayloadRef, TraceSource.Payload> found = new IdentityHashMap<>(2);
    private final IdentityHashMap<PayloadRef, byte[]> bytes = new IdentityHashMap<>(2);
    private final IdentityHashMap<PayloadRef, Read> conversations = new IdentityHashMap<>(2);

    EventPayloads(SourcePayloads bodies) {
        this.bodies = bodies;
    }

    /** Finds the bodies of an event; gives the error for the first that is not there. */
    @Nullable
    ReductionError find(RawTraceEvent event, long line) throws IOException {
        for (PayloadRef ref : event.payload().payloads()) {
            try {
                found.put(ref, bodies.find(ref));
            } catch (ReplayException e) {
                Map<String, String> facts = new LinkedHashMap<>(e.error().facts());
                facts.put("payload", ref.payloadId().value());
                return new ReductionError(
                        e.error().code(),
                        event.seq(),
                        line,
                        event.payload().type(),
                        facts,
                        ref.payloadId() + ": " + e.error().sentence());
            }
        }
        return null;
    }

    /** Reads a body whose items will be wanted; of its bytes none are kept here, nor what may keep them. */
    int readConversation(PayloadRef ref, ConversationBody.Form form, ConversationReader reader) {
        try {
            TraceSource.Payload payload = found.get(ref);
            PiecedBody pieces = payload == null ? null : payload.pieces();
            ConversationBody body = pieces == null ? null : reader.read(pieces, form);
            conversations.put(ref, new Read(form, body == null ? reader.read(bytesOf(ref), form) : body, null, null));
            found.remove(ref);
        } catch (BodyException e) {
            conversations.put(ref, new Read(form, null, e, null));
        } catch (IOException e) {
            conversations.put(ref, new Read(form, null, null, e));
        }
        return 0;
    }

    /** Reads the bytes of a body that will be wanted; gives how many they are. */
    int readBytes(PayloadRef ref) {
        try {
            byte[] body = bytesOf(ref);
            bytes.put(ref, body);
            return body.length;
        } catch (IOException askedForAgainItFailsAgain) {
            return 0;
        }
    }

    private byte[] bytesOf(PayloadRef ref) throws IOException {
        TraceSource.Payload payload = found.get(ref);
        return payload == null ? bodies.bytes(ref) : payload.bytes();
    }

    @Override
    public JsonValue json(PayloadRef ref) throws BodyException {
        byte[] body = bytes.get(ref);
        try {
            return SourcePayloads.parse(body == null ? bytesOf(ref) : body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ConversationBody conversation(PayloadRef ref, ConversationBody.Form form) throws BodyException {
        Read read = conversations.get(ref);
        if (read == null || read.form() != form) {
            return Payloads.super.conversation(ref, form);
        }
        if (read.fault() != null) {
            throw read.fault();
        }
        if (read.failure() != null) {
            throw new UncheckedIOException(read.failure());
        }
        return Objects.requireNonNull(read.body());
    }
}
