/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.reducer.body.BodyException;
import dev.tracefold.reducer.body.ConversationBody;

/**
 * Where bodies come from. The same reference always gives an equal body; that is what makes the fold pure. How it is
 * read, and whether parts of it were read before, is the affair of whoever implements this.
 */
public interface Payloads {
    /**
     * The whole body.
     *
     * @throws BodyException if it is no JSON
     */
    JsonValue json(PayloadRef ref) throws BodyException;

    /**
     * A body that carries conversation items, normalised.
     *
     * @throws BodyException if it is no JSON, has not the form, or holds an item that breaks its rule
     */
    default ConversationBody conversation(PayloadRef ref, ConversationBody.Form form) throws BodyException {
        return ConversationBody.of(json(ref), form);
    }
}
