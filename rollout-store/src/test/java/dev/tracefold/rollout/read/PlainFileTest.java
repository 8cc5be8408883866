/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return (PlainFile) new RolloutSource(FileOps.REAL).openToReadAgain(path, new Opening(0));
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
        interruptedWhileReading(file);
        assertThat(read(file, 2, 5)).isEqualTo("23456");
    }

    @Test
    void that_it_has_become_shorter_is_told_then_too() throws Exception {
        PlainFile file = open();
        file.keep();
        for (int n = 0; n < 2; n++) {
            Files.writeString(path, "012");
            assertThat(read(file, 1, 2)).isEqualTo("12");
            assertThatThrownBy(() -> read(file, 2, 5))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("the rollout has become shorter since it was read");
            interruptedWhileReading(file);
        }
    }

    private static void interruptedWhileReading(PlainFile file) throws InterruptedException {
        Thread reader = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                file.readAllBytes();
            } catch (IOException e) {
                // It was told to stop.
            }
        });
        reader.start();
        reader.join();
    }
}
