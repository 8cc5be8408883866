/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.PiecedObject;

/**
 * A body that an event refers to: as it stands in a line, or made of pieces of lines. Many bodies are never asked for, and
 * what is asked of others are their values; so the whole is put together only on demand. Immutable; may be shared between
 * threads.
 */
public final class TranslatedBody {
    private final @Nullable Slice whole;
    private final BodyFields fields;

    private TranslatedBody(@Nullable Slice whole, BodyFields fields) {
        this.whole = whole;
        this.fields = fields;
    }

    /** A body that is there already. */
    static TranslatedBody of(Slice whole) {
        return new TranslatedBody(whole, BodyFields.NONE);
    }

    static TranslatedBody of(BodyFields fields) {
        return new TranslatedBody(null, fields);
    }

    /** JSON in UTF-8. */
    public byte[] bytes() {
        List<Slice> pieces = new ArrayList<>();
        if (whole == null) {
            fields.addTo(pieces);
        } else {
            pieces.add(whole);
        }
        return joined(pieces);
    }

    /** Nobody will ask for it soon: of what can be read again, no bytes are kept. */
    void letGo() {
        fields.letGo();
    }

    /** A body may be as long as a history, so it is put together in an array of its length, and once. */
    private static byte[] joined(List<Slice> pieces) {
        int length = 0;
        for (Slice piece : pieces) {
            length = Math.addExact(length, piece.length());
        }
        byte[] json = new byte[length];
        int at = 0;
        for (Slice piece : pieces) {
            System.arraycopy(piece.bytes(), piece.from(), json, at, piece.length());
            at += piece.length();
        }
        return json;
    }

    /** The same in pieces; null if it is in one. */
    public @Nullable PiecedObject pieces() {
        return whole == null ? fields : null;
    }
}
