/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.reasoning;
import static dev.tracefold.rollout.translate.Lines.tokens;
import static dev.tracefold.rollout.translate.Lines.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts of recorders that wrote items as lines, without envelopes around them. */
class BareRolloutTest {
    private static final String HEADER = "{\"id\":\"" + Lines.SESSION
            + "\",\"timestamp\":\"2026-03-01T10:00:00.120Z\",\"instructions\":null,\"git\":{\"branch\":\"main\"}}";
    private static final String STATE = "{\"record_type\":\"state\"}";
    private static final String[] ITEMS = {
        user("<environment_context>here</environment_context>"),
        user("one"),
        reasoning("hm"),
        call("c1"),
        output("c1", "found"),
        assistant("1"),
        user("two"),
        assistant("2")
    };

    @TempDir
    Path temp;

    /** The item of a line without its envelope. */
    private static String bare(String line) {
        return Lines.json(line).path("payload").toString();
    }

    private Translated bare(String... more) throws IOException {
        String[] lines = new String[1 + 2 * ITEMS.length + more.length];
        lines[0] = HEADER;
        for (int i = 0; i < ITEMS.length; i++) {
            lines[1 + 2 * i] = STATE;
            lines[2 + 2 * i] = bare(ITEMS[i]);
        }
        System.arraycopy(more, 0, lines, 1 + 2 * ITEMS.length, more.length);
        return Translated.of(Translated.file(temp, lines));
    }

    @Test
    void it_becomes_what_the_same_items_in_envelopes_become() throws IOException {
        Translated enveloped = Translated.session(temp, ITEMS);
        Translated bare = bare();

        assertThat(bare.events()).isEqualTo(enveloped.events());
        assertThat(bare.events("codex_turn_started")).hasSize(2);
        assertThat(bare.times()).isEqualTo(enveloped.times());
        assertThat(bare.manifest()).isEqualTo(enveloped.manifest());
        assertThat(bare.report())
                .isEqualTo(new TranslationReport(1, 1 + 2 * ITEMS.length, 0, 0, 0, 0, 0, false, Map.of()));
    }

    @Test
    void what_a_newer_recorder_adds_to_it_counts_as_in_any_other() throws IOException {
        String[] added = {Lines.at("2026-03-01T10:00:01.120Z", user("three")), assistant("3"), tokens(7, 5, 2)};
        Translated session = bare(added);

        assertThat(session.events("codex_turn_started")).hasSize(3);
        assertThat(session.times()).contains("1000 codex_turn_started");
        assertThat(session.lastBody("inference_completed")
                        .at("/token_usage/input_tokens")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void a_line_of_another_kind_is_a_bad_line() throws IOException {
        Translated session = bare(
                "{\"record_type\":\"other\"}",
                "{\"type\":\"no_such_item\"}",
                "{\"id\":\"no time\"}",
                "{\"type\":\"message\",\"payload\":3}");

        assertThat(session.report().badLines()).isEqualTo(4);
        assertThat(session.events()).isEqualTo(bare().events());
    }
}
