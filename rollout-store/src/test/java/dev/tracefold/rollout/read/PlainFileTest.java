/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.internal.FileOps;

class PlainFileTest {
    @TempDir
    Path temp;

    private Path path;

    @BeforeEach
    void write() throws IOException {
        path = Files.writeString(temp.resolve("rollout.jsonl"), "0123456789");
    }

    private PlainFile open() throws IOException {
        return (PlainFile) new RolloutSource(FileOps.REAL).openToReadAgain(path, 0);
    }

    private static String read(PlainFile file, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.read(position, bytes, 0, length);
        return new String(bytes, UTF_8);
    }

    @Test
    void the_stream_goes_on_where_it_was() throws IOException {
        try (PlainFile file = open()) {
            assertThat(file.readNBytes(3)).asString(UTF_8).isEqualTo("012");
            assertThat(read(file, 7, 2)).isEqualTo("78");
            assertThat(file.read()).isEqualTo('3');
            assertThat(read(file, 0, 4)).isEqualTo("0123");
            assertThat(file.readAllBytes()).asString(UTF_8).isEqualTo("456789");
            assertThat(file.read()).isEqualTo(-1);
        }
    }

    @Test
    void what_is_kept_outlives_the_stream_and_the_name() throws IOException {
        PlainFile file = open();
        file.keep();
        file.close();
        Files.delete(path);
        assertThat(read(file, 4, 3)).isEqualTo("456");
    }

    @Test
    void what_nobody_keeps_is_closed_with_the_stream() throws IOException {
        PlainFile file = open();
        file.close();
        assertThatThrownBy(() -> read(file, 4, 3)).isInstanceOf(IOException.class);
    }

    @Test
    void a_reader_that_is_interrupted_does_not_close_it_for_the_others() throws Exception {
        PlainFile file = open();
        file.keep();
        Thread reader = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                file.readAllBytes();
                read(file, 1, 1);
            } catch (IOException e) {
                // It may fail to read, as it was told to end.
            }
        });
        reader.start();
        reader.join();
        assertThat(read(file, 2, 5)).isEqualTo("23456");
    }

    @Test
    void a_file_that_is_missing_or_closed_to_us_is_told_as_such() throws IOException {
        RolloutSource source = new RolloutSource(FileOps.REAL);
        assertThatThrownBy(() -> FileOps.REAL.openRead(temp.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(path), "this user may read everything");
        assertThatThrownBy(() -> {
                    try (InputStream in = source.openToReadAgain(path, 0)) {
                        in.read();
                    }
                })
                .isInstanceOf(AccessDeniedException.class);
    }
}
