/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.raw;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.PayloadId;

/** Points at a payload file of the same bundle. Immutable; may be shared between threads. */
// No record: every event has one at least, and as a rule the path follows from the id and need not be kept.
public final class PayloadRef {
    private static final String USUAL_WORD = "raw_payload:";
    private static final String USUAL_DIRECTORY = "payloads/";
    private static final String USUAL_ENDING = ".json";

    private final PayloadId payloadId;
    private final PayloadKind kind;
    private final @Nullable String unusualPath;

    /**
     * A reference.
     *
     * @param path relative to the bundle's root. It is not to be trusted: whoever opens it keeps inside the bundle
     */
    public PayloadRef(PayloadId payloadId, PayloadKind kind, String path) {
        this.payloadId = Objects.requireNonNull(payloadId, "payloadId");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.unusualPath = path.equals(usualPath(payloadId)) ? null : path;
    }

    private PayloadRef(PayloadId payloadId, PayloadKind kind) {
        this.payloadId = payloadId;
        this.kind = kind;
        this.unusualPath = null;
    }

    /** The reference that a recorder makes to its payload of that ordinal. */
    public static PayloadRef of(long ordinal, PayloadKind kind) {
        return new PayloadRef(new PayloadId(USUAL_WORD, ordinal), Objects.requireNonNull(kind, "kind"));
    }

    private static @Nullable String usualPath(PayloadId id) {
        return id.number() >= 0 && id.word().equals(USUAL_WORD) ? USUAL_DIRECTORY + id.number() + USUAL_ENDING : null;
    }

    public PayloadId payloadId() {
        return payloadId;
    }

    public PayloadKind kind() {
        return kind;
    }

    /** Relative to the bundle's root, and not to be trusted. */
    public String path() {
        return unusualPath == null ? Objects.requireNonNull(usualPath(payloadId)) : unusualPath;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof PayloadRef ref
                        && payloadId.equals(ref.payloadId)
                        && kind == ref.kind
                        && Objects.equals(unusualPath, ref.unusualPath));
    }

    @Override
    public int hashCode() {
        return 31 * payloadId.hashCode() + kind.hashCode();
    }

    @Override
    public String toString() {
        return payloadId + " at " + path();
    }
}
