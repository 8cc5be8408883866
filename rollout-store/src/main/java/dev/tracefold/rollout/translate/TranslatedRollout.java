/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.read.Lineage;
import dev.tracefold.rollout.read.Opening;

/**
 * A rollout, with those of its agents if they are wanted, as a session: its events, as often as wanted, and single
 * bodies. Bodies of the event that was read last are at hand. For any other, the rollout is translated once more, into a
 * file that goes away with {@link #close}; so whoever reads events in their order pays nothing for it. Bodies may be asked
 * for by any thread.
 */
public final class TranslatedRollout implements Closeable {
    // Many small files may be read one behind the other, and each that is left something in stays open for a while.
    private static final long SMALLEST_LEFT = 16 << 20;

    private final TraceManifest manifest;
    private final boolean empty;
    private final long smallestLeft;
    private volatile LongConsumer reading = bytes -> {};
    private volatile @Nullable TranslatedEvent current;
    private volatile List<Extent> extents;
    private @Nullable BitSet expected;
    private @Nullable BodyFile some;
    private @Nullable BodyFile all;

    private TranslatedRollout(List<Extent> extents, TraceManifest manifest, boolean empty, long smallestLeft) {
        this.extents = extents;
        this.smallestLeft = smallestLeft;
        this.manifest = manifest;
        this.empty = empty;
    }

    /**
     * Looks at the beginning of a rollout.
     *
     * @throws java.nio.file.NoSuchFileException if neither form exists
     * @throws dev.tracefold.rollout.RolloutException if its history is kept in a way that this version cannot read
     */
    public static TranslatedRollout open(Path path) throws IOException {
        return open(path, SMALLEST_LEFT);
    }

    /**
     * The same, with texts left in plain files of at least so many bytes, and in a temporary copy of what a compressed one
     * has behind so many. Such a file stays open for as long as there is a text that was left in it.
     *
     * @throws java.nio.file.NoSuchFileException if neither form exists
     * @throws dev.tracefold.rollout.RolloutException if its history is kept in a way that this version cannot read
     */
    public static TranslatedRollout open(Path path, long smallestLeft) throws IOException {
        return open(path, List.of(), smallestLeft);
    }

    /**
     * Looks at the beginning of a rollout and those of the agents that its session spawned, which are read with it.
     *
     * @throws java.nio.file.NoSuchFileException if neither form of one of them exists
     * @throws dev.tracefold.rollout.RolloutException if a history is kept in a way that this version cannot read
     */
    public static TranslatedRollout open(Path path, List<Path> agents) throws IOException {
        return open(path, agents, SMALLEST_LEFT);
    }

    /**
     * The same, with texts left in files of more than so many bytes.
     *
     * @throws java.nio.file.NoSuchFileException if neither form of one of them exists
     * @throws dev.tracefold.rollout.RolloutException if a history is kept in a way that this version cannot read
     */
    public static TranslatedRollout open(Path path, List<Path> agents, long smallestLeft) throws IOException {
        return open(Extent.all(path, agents), smallestLeft);
    }

    private static TranslatedRollout open(List<Extent> extents, long smallestLeft) throws IOException {
        try (RolloutTranslator translator = RolloutTranslator.open(extents, new Opening(smallestLeft))) {
            // What they go on from is looked for once: all passes are over the same.
            return new TranslatedRollout(translator.whole(), translator.manifest(), translator.empty(), smallestLeft);
        }
    }

    public TraceManifest manifest() {
        return manifest;
    }

    /** Whether there is no line of a rollout in the file at all. */
    public boolean empty() {
        return empty;
    }

    /**
     * Tells a listener from now on how many bytes more were read, as they lie on the disk. It is called by the threads that
     * read. Each pass over the events reads all that there {@linkplain #storedBytes is}.
     */
    public void tellRead(LongConsumer listener) {
        reading = listener;
    }

    /** How many bytes the files have on the disk, with those of rollouts that the session goes on from. */
    public long storedBytes() throws IOException {
        long bytes = 0;
        for (Extent extent : extents) {
            bytes += stored(extent.path());
            if (extent.lineage() != null) {
                for (Lineage.Part part : extent.lineage().parts()) {
                    bytes += stored(part.path());
                }
            }
        }
        return bytes;
    }

    private static long stored(Path rollout) throws IOException {
        return Files.size(RolloutForms.resolve(rollout).orElse(rollout));
    }

    private Opening opening() {
        return new Opening(smallestLeft, reading);
    }

    /** The events from the first on. */
    public Events events() throws IOException {
        return new Events(report -> {});
    }

    /** The same; who listens is told at their end what was met. */
    public Events events(Consumer<TranslationReport> listener) throws IOException {
        return new Events(listener);
    }

    /**
     * The body behind a reference.
     *
     * @throws IOException if the rollout cannot be read any more, or never had it
     */
    public TranslatedBody payload(PayloadRef ref) throws IOException {
        TranslatedEvent event = current;
        if (event != null) {
            List<PayloadRef> refs = event.event().payload().payloads();
            int at = refs.indexOf(ref);
            if (at >= 0) {
                return event.bodies().get(at);
            }
        }
        return TranslatedBody.of(Slice.of(bodies(ref).read(ref)));
    }

    /**
     * Tells which bodies will be asked for: these alone are put into a file then, which is much less work than all of them.
     * A file with all is made if somebody asks for another after all. Only what is told first counts.
     */
    public synchronized void expect(Collection<PayloadRef> refs) {
        if (expected == null) {
            BitSet ordinals = new BitSet();
            refs.forEach(ref -> ordinals.set(BodyFile.ordinal(ref)));
            expected = ordinals;
        }
    }

    private synchronized BodyFile bodies(PayloadRef ref) throws IOException {
        if (all == null && expected != null && expected.get(BodyFile.ordinal(ref))) {
            some = some == null ? write(expected) : some;
            return some;
        }
        all = all == null ? write(null) : all;
        return all;
    }

    private BodyFile write(@Nullable BitSet ordinals) throws IOException {
        try (RolloutTranslator translator = RolloutTranslator.open(extents, opening())) {
            return BodyFile.of(translator, ordinals);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try (BodyFile first = some;
                BodyFile second = all) {
            some = null;
            all = null;
        }
    }

    /** One pass over the events. Belongs to one thread. */
    public final class Events implements Closeable {
        private final RolloutTranslator translator;
        private final Consumer<TranslationReport> listener;
        private boolean ended;

        private Events(Consumer<TranslationReport> listener) throws IOException {
            this.translator = RolloutTranslator.open(extents, opening());
            this.listener = listener;
        }

        /**
         * The next event; null at the end.
         *
         * @throws IOException if the rollout cannot be read
         */
        public @Nullable TranslatedEvent next() throws IOException {
            TranslatedEvent event = translator.next();
            if (event != null) {
                current = event;
            } else if (!ended) {
                ended = true;
                // A rollout that is still written to must not become another one between two passes.
                Map<Path, Extent> read = translator.read().stream()
                        .collect(Collectors.toMap(Extent::path, extent -> extent, (first, second) -> first));
                extents = extents.stream()
                        .map(extent -> read.getOrDefault(extent.path(), extent))
                        .toList();
                listener.accept(translator.report());
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            translator.close();
        }
    }
}
