/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.reducer.body.BodyException;
import dev.tracefold.reducer.body.ConversationBody;

/** Bodies, with what is wrong with one said as a refusal that names its payload. */
final class Bodies {
    private final Payloads payloads;

    Bodies(Payloads payloads) {
        this.payloads = payloads;
    }

    JsonValue json(PayloadRef ref) throws Refusal {
        try {
            return payloads.json(ref);
        } catch (BodyException e) {
            throw Refusal.of(e, ref.payloadId().value());
        }
    }

    ConversationBody conversation(PayloadRef ref, ConversationBody.Form form) throws Refusal {
        try {
            return payloads.conversation(ref, form);
        } catch (BodyException e) {
            throw Refusal.of(e, ref.payloadId().value());
        }
    }

    /** The fields of a body. */
    Fields fields(PayloadRef ref) throws Refusal {
        return new Fields(json(ref), ref.payloadId().value());
    }
}
