/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

import dev.tracefold.model.value.Place;
import dev.tracefold.model.value.StoredBytes;
import dev.tracefold.rollout.line.LineParser;
import dev.tracefold.rollout.line.RolloutLine;

/** A piece in which something else stands in the place of a part is as good as one that was written so. */
class SliceProperties {
    private static final int OFFSET = 7;

    /** A file that has the line behind something else. */
    private record File(byte[] bytes) implements StoredBytes {
        static File of(RolloutLine line) {
            byte[] bytes = new byte[OFFSET + line.bytes().length];
            System.arraycopy(line.bytes(), 0, bytes, OFFSET, line.bytes().length);
            return new File(bytes);
        }

        @Override
        public void keep() {}

        @Override
        public void read(long position, byte[] target, int from, int length) {
            System.arraycopy(bytes, (int) position, target, from, length);
        }
    }

    @Property
    void what_was_let_go_of_is_read_again_as_it_was(
            @ForAll @AlphaChars @StringLength(max = 40) String before,
            @ForAll @AlphaChars @StringLength(max = 12) String id,
            @ForAll @AlphaChars @StringLength(max = 20) String other,
            @ForAll @AlphaChars @StringLength(max = 40) String after,
            @ForAll @IntRange(max = 1000) int from,
            @ForAll @IntRange(max = 1000) int length) {
        String start = "{\"type\":\"x\",\"a\":\"" + before + "\",\"call_id\":";
        String end = ",\"z\":\"" + after + "\"}";
        RolloutLine line = line(start + '"' + id + '"' + end);
        Slice payload = Slice.ofPayload(line, File.of(line));
        Slice part = Objects.requireNonNull(JsonFields.of(payload).raw("call_id"));

        Slice spliced = payload.with(part, ('"' + other + '"').getBytes(UTF_8));
        String expected = start + '"' + other + '"' + end;
        assertThat(spliced.json()).isEqualTo(expected);
        spliced.leave("what it says");
        assertThat(spliced.json()).isEqualTo(expected);

        Place place = Objects.requireNonNull(spliced.place()).behind(spliced.from());
        int first = from % expected.length();
        byte[] some = new byte[length % (expected.length() - first + 1)];
        read(place, first, some);
        assertThat(new String(some, UTF_8)).isEqualTo(expected.substring(first, first + some.length));
    }

    @Property(tries = 20)
    void one_that_came_from_no_file_is_kept(@ForAll @AlphaChars @StringLength(max = 20) String other) {
        Slice payload = Slice.of("{\"call_id\":\"a\",\"b\":1}");
        Slice part = Objects.requireNonNull(JsonFields.of(payload).raw("call_id"));
        Slice spliced = payload.with(part, ('"' + other + '"').getBytes(UTF_8));
        spliced.leave("what it says");
        assertThat(spliced.place()).isNull();
        assertThat(spliced.json()).isEqualTo("{\"call_id\":\"" + other + "\",\"b\":1}");
    }

    private static void read(Place place, int first, byte[] target) {
        try {
            byte[] around = new byte[target.length + 2];
            place.stored().read(place.position() + first, around, 1, target.length);
            System.arraycopy(around, 1, target, 0, target.length);
            assertThat(around[0]).isZero();
            assertThat(around[around.length - 1]).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RolloutLine line(String payload) {
        byte[] bytes = Lines.line("response_item", payload).getBytes(UTF_8);
        LineParser parser = new LineParser();
        assertThat(parser.parse(bytes, 0, bytes.length)).isTrue();
        return parser.toLine(1, OFFSET, bytes, 0, bytes.length);
    }
}
