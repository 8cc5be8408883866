/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class ManagerTest {
    @TempDir
    Path temp;

    private TestHome test;
    private final List<String> told = new ArrayList<>();
    private boolean rowsFail;

    private final RolloutRows rows = new RolloutRows() {
        @Override
        public void moved(ThreadId id, Path plain, boolean archived) throws IOException {
            if (rowsFail) {
                throw new IOException("injected: no rows today");
            }
            told.add((archived ? "archived " : "live ") + test.home.key(plain));
        }

        @Override
        public void deleted(ThreadId id, Path plain) {
            told.add("deleted " + id);
        }
    };

    @BeforeEach
    void setUp() {
        test = new TestHome(temp);
    }

    @Test
    @DisplayName("7 a compressed rollout is archived and brought back as it is")
    void archive_and_back() throws Exception {
        Path path = TestHome.age(test.sample(1), TestHome.LONG_AGO);
        Path compressed = TestHome.compress(path);
        RolloutManager manager = new RolloutManager(test.context, rows);
        Path archived = manager.archive(path).get(0).to();
        assertThat(archived).isEqualTo(test.home.archivedSessions().resolve(path.getFileName()));
        assertThat(test.tree()).containsExactly(test.home.key(RolloutForms.compressed(archived)));
        assertThat(Files.getLastModifiedTime(RolloutForms.compressed(archived)).toInstant())
                .isEqualTo(TestHome.LONG_AGO);
        assertThat(manager.unarchive(archived).get(0).to()).isEqualTo(path);
        assertThat(test.tree()).containsExactly(test.home.key(compressed));
        assertThat(Files.getLastModifiedTime(compressed).toInstant()).isEqualTo(TestHome.NOW);
        assertThat(told).containsExactly("archived " + test.home.key(archived), "live " + test.home.key(path));
    }

    @Test
    @DisplayName("8 an existing destination is a conflict and nothing moves")
    void destination_taken() throws Exception {
        Path path = test.sample(1);
        Path taken = TestHome.writeText(
                RolloutForms.compressed(test.home.archivedSessions().resolve(path.getFileName())), "taken");
        List<String> before = test.tree();
        assertThatThrownBy(() -> new RolloutManager(test.context, rows).archive(path))
                .isInstanceOfSatisfying(
                        RolloutException.class, e -> assertThat(e.kind()).isEqualTo(RolloutException.Kind.CONFLICT))
                .hasMessage("destination " + taken + " already exists");
        assertThat(test.tree()).isEqualTo(before);
        assertThat(told).isEmpty();
    }

    @Test
    void rows_that_cannot_be_updated_undo_the_move() throws Exception {
        Path path = test.sample(1);
        List<String> before = test.tree();
        rowsFail = true;
        assertThatThrownBy(() -> new RolloutManager(test.context, rows).archive(path))
                .hasMessage("injected: no rows today");
        assertThat(test.tree()).isEqualTo(before);
    }

    @Test
    void every_form_moves_and_goes_together() throws Exception {
        Path path = test.sample(1);
        TestHome.writeText(RolloutForms.compressed(path), "stale");
        TestHome.writeText(path.resolveSibling(path.getFileName() + ".retired.12.34"), "old");
        RolloutManager manager = new RolloutManager(test.context, rows);
        Path archived = manager.archive(path).get(0).to();
        assertThat(test.tree()).hasSize(3).allMatch(name -> name.startsWith("archived_sessions/"));
        manager.delete(archived);
        assertThat(test.tree()).isEmpty();
        assertThat(told).last().isEqualTo("deleted " + Lines.id(1));
    }

    @Test
    void a_rollout_elsewhere_is_refused() throws Exception {
        Path outside = TestHome.write(
                temp.resolve("outside/rollout-2026-03-01T10-00-00-" + Lines.id(1) + ".jsonl"), Lines.meta(Lines.id(1)));
        Files.createDirectories(test.home.sessions());
        assertThatThrownBy(() -> new RolloutManager(test.context, rows).archive(outside))
                .hasMessageContaining("must be in " + test.home.sessions() + " directory");
        Files.createSymbolicLink(test.home.sessions().resolve(outside.getFileName()), outside);
        assertThatThrownBy(() -> new RolloutManager(test.context, rows)
                        .delete(test.home.sessions().resolve(outside.getFileName())))
                .hasMessageContaining("must be in " + test.home.sessions() + " directory");
        assertThat(outside).exists();
    }

    @Test
    void an_unknown_rollout_is_not_found() {
        assertThatThrownBy(() ->
                        new RolloutManager(test.context, rows).archive(test.live("2026-03-01T10:00:00Z", Lines.id(5))))
                .hasMessage("no rollout found for thread id " + Lines.id(5));
    }
}
