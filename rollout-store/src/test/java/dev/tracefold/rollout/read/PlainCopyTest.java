/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.model.value.StoredBytes;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Zstd;
import dev.tracefold.rollout.testing.FaultyFiles;

class PlainCopyTest {
    private static final int START = 10;

    private final FaultyFiles files = new FaultyFiles();

    @TempDir
    Path temp;

    private Path path;

    @BeforeEach
    void write() throws IOException {
        byte[] plain = "0123456789abcdefghij".getBytes(UTF_8);
        path = Files.write(temp.resolve("rollout.jsonl.zst"), Zstd.frame(plain, plain.length));
    }

    private PlainCopy open(FileOps with) throws IOException {
        return (PlainCopy) new RolloutSource(with).openToReadAgain(temp.resolve("rollout.jsonl"), new Opening(START));
    }

    private static String read(StoredBytes file, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.read(position, bytes, 0, length);
        return new String(bytes, UTF_8);
    }

    @Test
    void what_comes_behind_the_first_bytes_can_be_read_again_where_it_was() throws IOException {
        try (PlainCopy rollout = open(FileOps.REAL)) {
            assertThat(rollout.readNBytes(START)).asString(UTF_8).isEqualTo("0123456789");
            assertThat(rollout.any()).isFalse();
            assertThat(rollout.read()).isEqualTo('a');
            assertThat(rollout.any()).isTrue();
            assertThat(rollout.readAllBytes()).asString(UTF_8).isEqualTo("bcdefghij");
            assertThat(rollout.read()).isEqualTo(-1);
            assertThat(rollout.from(START - 1)).isNull();
            StoredBytes again = requireNonNull(rollout.from(START));
            assertThat(read(again, 10, 3)).isEqualTo("abc");
            assertThat(read(again, 17, 3)).isEqualTo("hij");
            assertThatThrownBy(() -> read(again, 18, 3)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void what_is_kept_outlives_the_stream_and_has_no_name() throws IOException {
        PlainCopy rollout = open(FileOps.REAL);
        assertThat(rollout.readAllBytes()).hasSize(20);
        StoredBytes again = requireNonNull(rollout.from(12));
        again.keep();
        rollout.close();
        Files.delete(path);
        assertThat(read(again, 12, 4)).isEqualTo("cdef");
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("tracefold-plain-"));
        }
    }

    @Test
    void what_nobody_keeps_is_closed_with_the_stream() throws IOException {
        PlainCopy rollout = open(FileOps.REAL);
        assertThat(rollout.readAllBytes()).hasSize(20);
        rollout.close();
        assertThatThrownBy(() -> read(rollout, 12, 4)).isInstanceOf(IOException.class);
    }

    @Test
    void where_there_is_no_room_it_is_read_all_the_same() throws IOException {
        files.failWrites(1, 1);
        try (PlainCopy rollout = open(files)) {
            assertThat(rollout.readNBytes(14)).asString(UTF_8).isEqualTo("0123456789abcd");
            assertThat(rollout.from(12)).isNotNull();
            StoredBytes again = requireNonNull(rollout.from(12));
            assertThat(rollout.readAllBytes()).asString(UTF_8).isEqualTo("efghij");
            assertThat(rollout.from(12)).isNull();
            // What was left there before stays.
            assertThat(read(again, 12, 2)).isEqualTo("cd");
        }
    }

    @Test
    void who_wants_nothing_again_gets_no_copy() throws IOException {
        try (var rollout = new RolloutSource(FileOps.REAL).open(temp.resolve("rollout.jsonl"))) {
            assertThat(rollout).isNotInstanceOf(ReadAgain.class);
            assertThat(rollout.readAllBytes()).hasSize(20);
        }
    }
}
