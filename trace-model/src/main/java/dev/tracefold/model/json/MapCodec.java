/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.Id;

/**
 * An object whose names are ids; they are written in the order of their UTF-8 bytes. Of a long one, every other stretch
 * is made in memory by a second thread while the first one writes the stretch in front of it.
 */
record MapCodec<I extends Id, T>(IdCodec<I> id, Codec<T> element) implements Codec<Map<I, T>> {
    private static final int LONG = 1 << 10;
    private static final int FIRST_STRETCH = 32;
    private static final int LONGEST_STRETCH = 512;
    // What lies in memory is about a stretch of this many bytes.
    private static final int MUCH = 1 << 20;

    @Override
    public Map<I, T> read(JsonIn in) throws IOException, MalformedJsonException {
        in.require(JsonToken.START_OBJECT, "an object");
        Map<I, T> values = new LinkedHashMap<>();
        for (@Nullable String name = in.nextField(); name != null; name = in.nextField()) {
            in.next();
            values.put(id.of(name), element.read(in));
        }
        return values;
    }

    @Override
    public void write(JsonOut out, Map<I, T> values) throws IOException {
        // Values may be made when they are asked for, so nothing but the ids is held.
        List<I> sorted = ById.sorted(values.keySet());
        out.startObject();
        if (sorted.size() < LONG) {
            write(out, values, sorted);
        } else {
            writeLong(out, values, sorted);
        }
        out.endObject();
    }

    private void write(JsonOut out, Map<I, T> values, List<I> stretch) throws IOException {
        for (I each : stretch) {
            out.name(each);
            element.write(out, Objects.requireNonNull(values.get(each)));
        }
    }

    private void writeLong(JsonOut out, Map<I, T> values, List<I> sorted) throws IOException {
        JsonOut beside = out.beside();
        int length = FIRST_STRETCH;
        int from = 0;
        while (from < sorted.size()) {
            int middle = Math.min(from + length, sorted.size());
            int to = Math.min(middle + length, sorted.size());
            FutureTask<JsonOut> second = new FutureTask<>(() -> {
                write(beside, values, sorted.subList(middle, to));
                return beside;
            });
            ForkJoinPool.commonPool().execute(second);
            write(out, values, sorted.subList(from, middle));
            // If nobody has found the time so far, it is done here.
            second.run();
            await(second);
            int bytes = out.take(beside);
            length = bytes > MUCH ? Math.max(1, length / 2) : Math.min(LONGEST_STRETCH, length * 2);
            from = to;
        }
    }

    private static void await(FutureTask<?> task) throws IOException {
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("writing failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while writing");
        }
    }
}
