/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.rollout.read.Lineages;
import dev.tracefold.rollout.read.Opening;

/**
 * The rollouts of one session: its own, and those of agents. The line that was written first is taken first; of lines of one
 * time, that of the rollout which began first. A session may have hundreds of agents, so as a rule their files are open only
 * while there is something to read in them.
 */
final class Strands implements Closeable {
    private final EventQueue queue;
    private final SessionIds ids;
    private final AgentResults results = new AgentResults();
    private final Lineages lineages;
    private final Opening opening;
    private final Deque<Due> due = new ArrayDeque<>();
    private final List<Strand> going = new ArrayList<>();
    private final List<Strand> ended = new ArrayList<>();
    private final List<Extent> read = new ArrayList<>();
    private final List<Extent> whole = new ArrayList<>();
    private TranslationReport report = TranslationReport.NOTHING;

    /** An agent that has not begun yet. */
    private record Due(Extent extent, long start) {}

    Strands(Strand root, List<Extent> agents, Lineages lineages, Opening opening, EventQueue queue) throws IOException {
        this.lineages = lineages;
        this.queue = queue;
        this.ids = new SessionIds(!agents.isEmpty());
        this.opening = opening;
        Set<ThreadId> threads = new HashSet<>();
        TraceManifest manifest = root.header().manifest();
        threads.add(manifest.rootThreadId());
        whole.add(root.whole());
        List<Due> found = new ArrayList<>();
        for (Extent agent : agents) {
            try (Strand strand = Strand.open(agent, lineages, opening.silent())) {
                whole.add(strand.whole());
                TraceManifest of = strand.header().manifest();
                if (strand.empty()) {
                    // What is written there from now on is not of this pass, and must not be of the next.
                    read.add(strand.read());
                } else if (threads.add(of.rootThreadId())) {
                    // Two files of one agent would be one agent that starts twice.
                    found.add(new Due(strand.whole(), of.startedAtUnixMs()));
                }
            }
        }
        found.sort(Comparator.comparingLong(Due::start));
        due.addAll(found);
        Emitter emitter = new Emitter(queue, ids, manifest.rootThreadId());
        emitter.emit(
                manifest.startedAtUnixMs(),
                null,
                new RawEventPayload.RolloutStarted(manifest.traceId(), manifest.rootThreadId()));
        root.begin(emitter, results);
        going.add(root);
    }

    /** Takes one more line, or what is to be said at an end; false behind all ends. */
    boolean step() throws IOException {
        Strand next = next();
        if (next == null) {
            return false;
        }
        if (!next.step()) {
            end(next);
        }
        return true;
    }

    private @Nullable Strand next() throws IOException {
        Strand next = first();
        Due agent = due.peek();
        while (agent != null && (next == null || agent.start() <= next.nextTime())) {
            begin(due.remove());
            next = first();
            agent = due.peek();
        }
        return next;
    }

    private @Nullable Strand first() throws IOException {
        // Where there is one, which is the rule, nobody asks for times.
        Strand first = going.isEmpty() ? null : going.get(0);
        for (int i = 1; i < going.size(); i++) {
            if (first == null || going.get(i).nextTime() < first.nextTime()) {
                first = going.get(i);
            }
        }
        return first;
    }

    private void begin(Due agent) throws IOException {
        Strand strand = Strand.open(agent.extent(), lineages, opening);
        going.add(strand);
        strand.begin(new Emitter(queue, ids, strand.header().manifest().rootThreadId()), results);
    }

    private void end(Strand strand) throws IOException {
        going.remove(strand);
        read.add(strand.read());
        report = report.and(strand.report());
        if (strand.readAgain()) {
            ended.add(strand);
        } else {
            strand.close();
        }
    }

    TranslationReport report() {
        TranslationReport all = report;
        for (Strand strand : going) {
            all = all.and(strand.report());
        }
        return all;
    }

    /** All rollouts that were named, with what was found of their lineages. */
    List<Extent> whole() {
        return List.copyOf(whole);
    }

    /** The rollouts that were read to their end, as far as that was; one may be there twice. */
    List<Extent> read() {
        return List.copyOf(read);
    }

    @Override
    public void close() throws IOException {
        ended.addAll(going);
        going.clear();
        for (Strand strand : ended) {
            strand.close();
        }
        ended.clear();
    }
}
