/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.testing.ChildJvm;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class SessionNamesTest {
    @TempDir
    Path temp;

    private TestHome test;

    @BeforeEach
    void setUp() {
        test = new TestHome(temp);
    }

    @Test
    @DisplayName("85 a torn last entry is ended before the next one")
    void torn_names() throws Exception {
        SessionNames names = new SessionNames(test.context);
        names.rename(Lines.id(1), "first");
        Files.writeString(test.home.sessionNames(), "{\"id\":\"018f", StandardOpenOption.APPEND);
        names.rename(Lines.id(2), "second");
        assertThat(names.nameOf(Lines.id(1))).contains("first");
        assertThat(names.nameOf(Lines.id(2))).contains("second");
        assertThat(TestHome.lines(test.home.sessionNames())).hasSize(3);
    }

    @Test
    @DisplayName("86 two processes that name while a third forgets lose nothing")
    void names_from_processes() throws Exception {
        List<ChildJvm> children = List.of(
                new ChildJvm("names-append", test.root(), 1_000),
                new ChildJvm("names-append", test.root(), 2_000),
                new ChildJvm("names-remove", test.root()));
        for (ChildJvm child : children) {
            assertThat(child.readLine()).isEqualTo("READY");
        }
        for (ChildJvm child : children) {
            child.go();
        }
        for (ChildJvm child : children) {
            assertThat(child.readLine()).isEqualTo("DONE");
            child.close();
        }
        var all = new SessionNames(test.context).all();
        assertThat(all).hasSize(300).doesNotContainKey(Lines.id(7));
        for (int i = 0; i < 150; i++) {
            assertThat(all).containsEntry(Lines.id(1_000 + i), "name " + (1_000 + i));
            assertThat(all).containsEntry(Lines.id(2_000 + i), "name " + (2_000 + i));
        }
    }

    @Test
    void names_of_the_recording_program_are_read_and_never_written() throws Exception {
        String theirs = "{\"id\":\"" + Lines.id(1)
                + "\",\"thread_name\":\"theirs\",\"updated_at\":\"2026-03-01T00:00:00Z\"}\n" + "{\"id\":\""
                + Lines.id(2) + "\",\"thread_name\":\"newer\",\"updated_at\":\"2026-04-01T00:00:00Z\"}\n";
        TestHome.writeText(test.home.foreignSessionNames(), theirs);
        SessionNames names = new SessionNames(test.context);
        assertThat(names.nameOf(Lines.id(1))).contains("theirs");
        names.rename(Lines.id(1), "ours");
        names.rename(Lines.id(2), "ours");
        assertThat(names.nameOf(Lines.id(1))).contains("ours");
        assertThat(names.nameOf(Lines.id(2))).contains("newer");
        assertThat(Files.readString(test.home.foreignSessionNames())).isEqualTo(theirs);
    }
}
