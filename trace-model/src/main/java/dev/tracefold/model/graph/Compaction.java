/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;

/** A checkpoint that replaced a thread's history. */
@Value.Immutable
@GraphStyle
public interface Compaction extends WithCompaction {
    CompactionId compactionId();

    ThreadId threadId();

    TurnId turnId();

    long installedAtUnixMs();

    ItemId markerItemId();

    List<CompactionRequestId> requestIds();

    default History<ItemId> inputItemIds() {
        return History.empty();
    }

    default History<ItemId> replacementItemIds() {
        return History.empty();
    }

    @Nullable
    InferenceCallId continuationInferenceCallId();

    @Nullable
    Long windowNumber();

    @Nullable
    String firstWindowId();

    @Nullable
    String previousWindowId();

    @Nullable
    String windowId();

    @Nullable
    String trigger();

    @Nullable
    String reason();

    @Nullable
    String implementation();

    @Nullable
    String phase();

    @Nullable
    String installedModel();

    @Nullable
    String installedProvider();

    @Nullable
    Boolean referenceContextInstalled();

    @Nullable
    Boolean worldStateBaselineInstalled();

    /** Starts one; {@code build()} names every field that is missing. */
    static Builder builder() {
        return new Builder();
    }

    /** Not to be shared between threads. */
    final class Builder extends ImmutableCompaction.Builder {}
}
