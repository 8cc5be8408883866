/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Json;
import dev.tracefold.rollout.lock.RolloutLock;
import dev.tracefold.rollout.read.ReverseRecords;
import dev.tracefold.rollout.record.RolloutContext;

/**
 * The names that people gave to sessions: an append-only file in which the last entry of a thread counts. Names given by
 * the program that writes the rollouts lie in a file of its own, which is read but never written; between the two files,
 * the entry with the later time counts. Thread-safe, across processes too.
 */
public final class SessionNames {
    private static final Logger LOG = LoggerFactory.getLogger(SessionNames.class);
    private static final int MAX_RECORD = 1 << 20;

    private final RolloutContext context;
    private final Path own;
    private final Path foreign;

    public SessionNames(RolloutContext context) {
        this.context = context;
        this.own = context.home().sessionNames();
        this.foreign = context.home().foreignSessionNames();
    }

    private record Entry(ThreadId id, String name, Instant updated) {}

    /** Every named thread with its present name; a name that was taken away is not there. */
    public Map<ThreadId, String> all() throws IOException {
        Map<ThreadId, Entry> newest = newest(foreign);
        newest(own)
                .forEach((id, entry) -> newest.merge(
                        id, entry, (theirs, ours) -> theirs.updated().isAfter(ours.updated()) ? theirs : ours));
        Map<ThreadId, String> names = new LinkedHashMap<>();
        newest.forEach((id, entry) -> {
            if (!entry.name().isBlank()) {
                names.put(id, entry.name().strip());
            }
        });
        return names;
    }

    /** The present name of a thread. */
    public Optional<String> nameOf(ThreadId id) throws IOException {
        return Optional.ofNullable(all().get(id));
    }

    /** The threads whose present name is exactly this one; whether they have a rollout is not asked. */
    public List<ThreadId> idsNamed(String name) throws IOException {
        List<ThreadId> ids = new ArrayList<>();
        all().forEach((id, given) -> {
            if (given.equals(name.strip())) {
                ids.add(id);
            }
        });
        return ids;
    }

    private static Map<ThreadId, Entry> newest(Path file) throws IOException {
        Map<ThreadId, Entry> newest = new LinkedHashMap<>();
        try (ReverseRecords records = new ReverseRecords(file, MAX_RECORD)) {
            long rejected = 0;
            for (Optional<byte[]> record = records.next(); record.isPresent(); record = records.next()) {
                Optional<Entry> entry = parse(record.get());
                if (entry.isPresent()) {
                    newest.putIfAbsent(entry.get().id(), entry.get());
                } else {
                    rejected++;
                }
            }
            if (rejected > 0) {
                LOG.debug("{} records of {} cannot be read", rejected, file);
            }
        } catch (NoSuchFileException e) {
            return newest;
        }
        return newest;
    }

    private static Optional<Entry> parse(byte[] record) {
        JsonNode node;
        try {
            node = Json.read(record, 0, record.length);
        } catch (IOException e) {
            return Optional.empty();
        }
        String id = Json.text(node, "id");
        String name = Json.text(node, "thread_name");
        if (id == null || name == null) {
            return Optional.empty();
        }
        Instant updated = Optional.ofNullable(Json.text(node, "updated_at"))
                .flatMap(SessionNames::time)
                .orElse(Instant.EPOCH);
        return ThreadId.parse(id).map(thread -> new Entry(thread, name, updated));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Names a thread; a blank name takes the name away. Durable on return.
     *
     * @throws IOException when the file cannot be written
     */
    public void rename(ThreadId id, String name) throws IOException {
        ObjectNode entry = Json.object();
        entry.put("id", id.value());
        entry.put("thread_name", name.strip());
        entry.put("updated_at", context.clock().instant().toString());
        byte[] line = (Json.writeString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        try (RolloutLock ignored = context.locks().sessionNames()) {
            Files.createDirectories(Objects.requireNonNull(own.getParent()));
            try (FileChannel out = FileChannel.open(own, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                endTornTail(out);
                context.files().writeFully(out, ByteBuffer.wrap(line));
                context.files().force(out);
            }
        }
    }

    private void endTornTail(FileChannel out) throws IOException {
        long size = out.size();
        if (size == 0) {
            return;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        try (FileChannel in = FileChannel.open(own, StandardOpenOption.READ)) {
            in.read(last, size - 1);
        }
        if (last.get(0) != '\n') {
            context.files().writeFully(out, ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }

    /** Forgets every name that was given to the thread here; true when there was one. */
    public boolean remove(ThreadId id) throws IOException {
        try (RolloutLock ignored = context.locks().sessionNames()) {
            List<byte[]> kept = new ArrayList<>();
            boolean removed = false;
            try (ReverseRecords records = new ReverseRecords(own, MAX_RECORD)) {
                for (Optional<byte[]> record = records.next(); record.isPresent(); record = records.next()) {
                    if (parse(record.get())
                            .filter(entry -> entry.id().equals(id))
                            .isPresent()) {
                        removed = true;
                    } else {
                        kept.add(record.get());
                    }
                }
            } catch (NoSuchFileException e) {
                return false;
            }
            if (removed) {
                Collections.reverse(kept);
                rewrite(kept);
            }
            return removed;
        }
    }

    private void rewrite(List<byte[]> records) throws IOException {
        FileOps files = context.files();
        Path temp = own.resolveSibling(own.getFileName() + ".tmp");
        files.deleteIfExists(temp);
        try (FileChannel out = files.createNew(temp, null)) {
            for (byte[] record : records) {
                ByteBuffer line = ByteBuffer.allocate(record.length + 1);
                line.put(record).put((byte) '\n').flip();
                files.writeFully(out, line);
            }
            files.force(out);
        }
        files.rename(temp, own);
        files.forceDirectory(Objects.requireNonNull(own.getParent()));
    }
}
