/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.PiecedObject;
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
    /** What came of reading a conversation ahead: one of the three. */
    private record Read(
            ConversationBody.Form form,
            @Nullable ConversationBody body,
            @Nullable BodyException fault,
            @Nullable IOException failure) {}

    /** A body that was found, and in what form it is at hand. */
    private static final class Found {
        final PayloadRef ref;
        TraceSource.@Nullable Payload payload;
        byte @Nullable [] bytes;

        @Nullable
        Read read;

        @Nullable
        PiecedObject pieces;

        @Nullable
        ConversationReader reader;

        Found(PayloadRef ref, TraceSource.Payload payload) {
            this.ref = ref;
            this.payload = payload;
        }
    }

    private final SourcePayloads bodies;
    private final List<Found> all = new ArrayList<>(1);

    EventPayloads(SourcePayloads bodies) {
        this.bodies = bodies;
    }

    /** Finds the bodies of an event; gives the error for the first that is not there. */
    @Nullable
    ReductionError find(RawTraceEvent event, long line) throws IOException {
        for (PayloadRef ref : event.payload().payloads()) {
            try {
                all.add(new Found(ref, bodies.find(ref)));
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

    /** An event has one body or two, seldom more. */
    private @Nullable Found found(PayloadRef ref) {
        for (Found found : all) {
            if (found.ref.equals(ref)) {
                return found;
            }
        }
        return null;
    }

    /**
     * Reads a body whose items will be wanted; of its bytes none are kept here, nor what may keep them. One that is at hand
     * in pieces is left to the thread that folds.
     *
     * @param ahead reads for this thread
     * @param folding reads for the thread that folds
     * @return how many bytes are kept
     */
    int readConversation(
            PayloadRef ref, ConversationBody.Form form, ConversationReader ahead, ConversationReader folding) {
        Found found = found(ref);
        if (found == null) {
            return 0;
        }
        found.pieces = found.payload == null ? null : found.payload.pieces();
        if (found.pieces != null) {
            found.reader = folding;
            return found.pieces.bytesUnread();
        }
        try {
            found.read = new Read(form, ahead.read(bytesOf(ref), form), null, null);
            found.payload = null;
        } catch (BodyException e) {
            found.read = new Read(form, null, e, null);
        } catch (IOException e) {
            found.read = new Read(form, null, null, e);
        }
        return 0;
    }

    /** Reads the bytes of a body that will be wanted, for the thread that folds to parse; gives how many they are. */
    int readBytes(PayloadRef ref, ConversationReader folding) {
        Found found = found(ref);
        if (found == null) {
            return 0;
        }
        found.reader = folding;
        found.pieces = found.payload == null ? null : found.payload.pieces();
        if (found.pieces != null) {
            return found.pieces.bytesUnread();
        }
        try {
            found.bytes = bytesOf(ref);
            return found.bytes.length;
        } catch (IOException askedForAgainItFailsAgain) {
            return 0;
        }
    }

    /** Leaves a body alone that may not be wanted; if it is, the thread that folds reads it. */
    int leave(PayloadRef ref, ConversationReader folding) {
        Found found = found(ref);
        if (found != null) {
            found.reader = folding;
            found.pieces = found.payload == null ? null : found.payload.pieces();
        }
        return 0;
    }

    private byte[] bytesOf(PayloadRef ref) throws IOException {
        Found found = found(ref);
        return found == null || found.payload == null ? bodies.bytes(ref) : found.payload.bytes();
    }

    @Override
    public JsonValue json(PayloadRef ref) throws BodyException {
        Found found = found(ref);
        try {
            if (found == null || found.reader == null) {
                return SourcePayloads.parse(bytesOf(ref));
            }
            JsonValue pieced = found.pieces == null ? null : found.reader.json(found.pieces);
            if (pieced != null) {
                return pieced;
            }
            return found.reader.json(found.bytes != null ? found.bytes : bytesOf(ref));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ConversationBody conversation(PayloadRef ref, ConversationBody.Form form) throws BodyException {
        Found found = found(ref);
        if (found != null && found.pieces != null && found.reader != null) {
            ConversationBody body = found.reader.read(found.pieces, form);
            return body == null ? Payloads.super.conversation(ref, form) : body;
        }
        Read read = found == null ? null : found.read;
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
