/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.History;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ResponseId;

/**
 * A thread and what its rules look up.
 *
 * @param thread without its conversation
 * @param conversation every item of the thread, by ordinal
 * @param last the history of the latest request, with what was answered
 * @param pending the replacement that the next full request starts from
 * @param answers which call answered with a response id; the latest to start counts
 * @param compactionAnswers which compaction requests answered with a response id
 * @param calls the items of a call id, by ordinal
 */
record ThreadState(
        AgentThread thread,
        History<ItemId> conversation,
        Snapshot last,
        @Nullable Pending pending,
        Ledger<ResponseId, InferenceCallId> answers,
        HashMap<ResponseId, Vector<CompactionRequestId>> compactionAnswers,
        Ledger<CallId, List<ItemId>> calls) {

    /** A replacement that no full request has taken up yet. */
    record Pending(CompactionId compactionId, Snapshot replacement) {}

    static ThreadState of(AgentThread thread) {
        return new ThreadState(
                thread, History.empty(), Snapshot.EMPTY, null, Ledger.empty(), HashMap.empty(), Ledger.empty());
    }

    /** Nobody looks at this one again, which was made of another. */
    void giveUp(ThreadState madeOf) {
        answers.giveUp(madeOf.answers);
        calls.giveUp(madeOf.calls);
    }

    ThreadState withThread(AgentThread next) {
        return new ThreadState(next, conversation, last, pending, answers, compactionAnswers, calls);
    }

    ThreadState withLast(Snapshot next) {
        return new ThreadState(thread, conversation, next, pending, answers, compactionAnswers, calls);
    }

    ThreadState withPending(@Nullable Pending next) {
        return new ThreadState(thread, conversation, last, next, answers, compactionAnswers, calls);
    }

    ThreadState withAnswers(Ledger<ResponseId, InferenceCallId> next) {
        return new ThreadState(thread, conversation, last, pending, next, compactionAnswers, calls);
    }

    ThreadState withCompactionAnswers(HashMap<ResponseId, Vector<CompactionRequestId>> next) {
        return new ThreadState(thread, conversation, last, pending, answers, next, calls);
    }

    /** With an item at the end of its conversation. */
    ThreadState withItem(ItemId id, @Nullable CallId callId) {
        Ledger<CallId, List<ItemId>> nextCalls =
                callId == null ? calls : calls.put(callId, Lists.with(calls.getOrElse(callId, List.of()), id));
        return new ThreadState(thread, conversation.with(id), last, pending, answers, compactionAnswers, nextCalls);
    }
}
