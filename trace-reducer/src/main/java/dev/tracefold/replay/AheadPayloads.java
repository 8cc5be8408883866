/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.reducer.Payloads;
import dev.tracefold.reducer.body.BodyException;
import dev.tracefold.reducer.body.ConversationBody;

/**
 * The bodies of one event that were read before the fold asks for them. What was wrong with one is told when it is
 * asked for, if ever; what was not read ahead is read then.
 */
final class AheadPayloads implements Payloads {
    private record Outcome(
            @Nullable ConversationBody body,
            @Nullable BodyException fault,
            @Nullable UncheckedIOException failure) {}

    private final FilePayloads files;
    private final Map<PayloadRef, byte[]> bytes = new HashMap<>(2);
    private final Map<PayloadRef, Outcome> conversations = new HashMap<>(2);

    AheadPayloads(FilePayloads files) {
        this.files = files;
    }

    /** Reads a body whose items are wanted; gives how many bytes are kept for it. */
    int readConversation(PayloadRef ref, ConversationBody.Form form, ConversationReader reader) {
        try {
            byte[] body = files.bytes(ref);
            conversations.put(ref, new Outcome(reader.read(body, form), null, null));
            return body.length / 8;
        } catch (BodyException e) {
            conversations.put(ref, new Outcome(null, e, null));
        } catch (UncheckedIOException e) {
            conversations.put(ref, new Outcome(null, null, e));
        }
        return 0;
    }

    /** Reads the bytes of a body that may be wanted. */
    int readBytes(PayloadRef ref) {
        try {
            byte[] body = files.bytes(ref);
            bytes.put(ref, body);
            return body.length;
        } catch (UncheckedIOException e) {
            // Asked for again, it fails again, and is told then.
            return 0;
        }
    }

    @Override
    public JsonValue json(PayloadRef ref) throws BodyException {
        byte[] body = bytes.get(ref);
        return body == null ? files.json(ref) : FilePayloads.parse(body);
    }

    @Override
    public ConversationBody conversation(PayloadRef ref, ConversationBody.Form form) throws BodyException {
        Outcome outcome = conversations.get(ref);
        if (outcome == null) {
            return Payloads.super.conversation(ref, form);
        }
        if (outcome.fault() != null) {
            throw outcome.fault();
        }
        if (outcome.body() == null) {
            throw new UncheckedIOException(
                    outcome.failure() == null
                            ? new java.io.IOException("unread")
                            : outcome.failure().getCause());
        }
        return outcome.body();
    }
}
