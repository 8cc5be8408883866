/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.META;
import static dev.tracefold.rollout.translate.Lines.SESSION;
import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.compacted;
import static dev.tracefold.rollout.translate.Lines.context;
import static dev.tracefold.rollout.translate.Lines.json;
import static dev.tracefold.rollout.translate.Lines.meta;
import static dev.tracefold.rollout.translate.Lines.user;
import static dev.tracefold.rollout.translate.Lines.userEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.raw.TraceManifest;

class SessionHeaderTest {
    private static final String PARENT = "018f0c52-0000-7000-8000-000000000002";

    @TempDir
    Path temp;

    private Translated of(String... lines) throws IOException {
        return Translated.of(Translated.file(temp, lines));
    }

    private static TraceManifest manifest(String id, long started) {
        return TraceManifest.of(new TraceId(id), new RolloutId(id), new ThreadId(id), started);
    }

    @Nested
    class Present {
        @Test
        void a_header_starts_the_rollout_and_its_thread() throws IOException {
            Translated session = of(META);

            assertThat(session.manifest()).isEqualTo(manifest(SESSION, Lines.TIME));
            assertThat(session.turns()).containsExactly("null rollout_started", "null thread_started");
            assertThat(session.event("rollout_started"))
                    .isEqualTo(json("{'type':'rollout_started','trace_id':'" + SESSION + "','root_thread_id':'"
                            + SESSION + "'}"));
            assertThat(session.event("thread_started"))
                    .isEqualTo(json("{'type':'thread_started','thread_id':'" + SESSION + "','agent_path':'/root',"
                            + "'metadata_payload':{'raw_payload_id':'raw_payload:1',"
                            + "'kind':{'type':'session_metadata'},'path':'payloads/1.json'}}"));
            assertThat(session.body("thread_started"))
                    .isEqualTo(json("{'thread_id':'" + SESSION + "','agent_path':'/root','nickname':null,"
                            + "'agent_role':null,'session_source':'cli','provider_name':'acme',"
                            + "'cwd':'/home/ada/shop','originator':'shop_cli','cli_version':'1.4.0'}"));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '"',
                value = {
                    "3, 2",
                    "'3', 2",
                    "99, 3",
                    "1, 0",
                    "0, 0",
                    "-4, 0",
                    "-9223372036854775808, 0",
                    "'some', 0",
                    "'99999999999999999999', 0",
                    "null, 0"
                })
        void lines_that_are_a_copy_of_its_parents_are_told_of(String first, long copied) throws IOException {
            Translated session = of(
                    meta(SESSION, "'subagent_history_start_ordinal':" + first),
                    meta(PARENT, "'source':'cli'"),
                    user("copied"),
                    user("own"));

            assertThat(session.report().copiedLines()).isEqualTo(copied);
        }

        @Test
        void a_spawned_agent_has_its_path_name_role_and_parent_from_its_spawn() throws IOException {
            String source = "{'subagent':{'thread_spawn':{'parent_thread_id':'" + PARENT + "','depth':1,"
                    + "'agent_path':'/root/tests','agent_nickname':'Ada','agent_role':'explorer'}}}";

            Translated session = of(meta(SESSION, "'source':" + source));

            assertThat(session.event("thread_started").path("agent_path").asText())
                    .isEqualTo("/root/tests");
            assertThat(session.body("thread_started"))
                    .isEqualTo(json("{'thread_id':'" + SESSION + "','agent_path':'/root/tests','nickname':'Ada',"
                            + "'agent_role':'explorer','session_source':" + source + ",'provider_name':null,"
                            + "'cwd':'/home/ada/shop','originator':'shop_cli','cli_version':'1.4.0'}"));
        }

        @Test
        void what_the_header_itself_says_of_the_agent_counts_too() throws IOException {
            Translated session = of(
                    meta(SESSION, "'agent_path':'/root/docs','agent_nickname':'Grace','agent_type':'writer','git':{}"));

            assertThat(session.event("thread_started").path("agent_path").asText())
                    .isEqualTo("/root/docs");
            assertThat(session.body("thread_started"))
                    .isEqualTo(json("{'thread_id':'" + SESSION + "','agent_path':'/root/docs','nickname':'Grace',"
                            + "'agent_role':'writer','session_source':null,'provider_name':null,"
                            + "'cwd':'/home/ada/shop','originator':'shop_cli','cli_version':'1.4.0','git':{}}"));
        }

        @Test
        void what_the_spawn_says_of_the_agent_counts_first() throws IOException {
            String source = "'source':{'subagent':{'thread_spawn':{'parent_thread_id':'" + PARENT
                    + "','agent_path':'/root/tests'}}}";

            for (String own : List.of("'agent_path':'/root/docs',", "'agent_path':'',")) {
                assertThat(of(meta(SESSION, own + source))
                                .event("thread_started")
                                .path("agent_path")
                                .asText())
                        .isEqualTo("/root/tests");
            }
        }

        @Test
        void the_header_of_a_forked_history_changes_nothing() throws IOException {
            String others = "'source':'cli','model_provider':'acme','forked_from_id':'" + PARENT + "'";
            String header = meta(SESSION, others);
            String parents = meta(PARENT, "'source':'exec','model_provider':'other','agent_path':'/root/other'");

            Translated forked = of(header, parents, user("fix it"), assistant("done"));

            assertThat(forked.body("thread_started").path("forked_from_id").asText())
                    .isEqualTo(PARENT);
            assertThat(forked.report().passedOver()).isEmpty();
            assertThat(forked.bytes())
                    .isEqualTo(of(header, user("fix it"), assistant("done")).bytes());
        }
    }

    @Nested
    class Missing {
        @Test
        void without_a_header_the_name_of_the_file_says_whose_session_it_is() throws IOException {
            Translated session = of(user("fix it"), assistant("done"));

            assertThat(session.manifest()).isEqualTo(manifest(SESSION, Lines.TIME));
            assertThat(session.event("thread_started").path("agent_path").asText())
                    .isEqualTo("/root");
            assertThat(session.body("thread_started"))
                    .isEqualTo(json("{'thread_id':'" + SESSION + "','agent_path':'/root','nickname':null,"
                            + "'agent_role':null,'session_source':null,'provider_name':null,"
                            + "'cwd':null,'originator':null,'cli_version':null}"));
            assertThat(session.events())
                    .containsExactly(
                            "codex_turn_started turn-1",
                            "inference_started inference-1 full_snapshot [user:fix it]",
                            "inference_completed inference-1 [assistant:done]",
                            "codex_turn_ended turn-1 completed");
        }

        /** The header of a fork's parent is the second line, and would be the first where its own is lost. */
        @Test
        void where_it_is_torn_the_header_of_another_session_does_not_take_its_place() throws IOException {
            Translated session = of(META.substring(0, 90), meta(PARENT, "'agent_path':'/root/other'"), user("fix it"));

            assertThat(session.manifest()).isEqualTo(manifest(SESSION, Lines.TIME));
            assertThat(session.event("thread_started").path("agent_path").asText())
                    .isEqualTo("/root");
        }

        @Test
        void behind_a_torn_line_it_counts_if_it_names_the_session_that_the_file_names() throws IOException {
            Translated session = of(META.substring(0, 90), meta(SESSION, "'agent_path':'/root/docs'"));

            assertThat(session.event("thread_started").path("agent_path").asText())
                    .isEqualTo("/root/docs");
        }

        @Test
        void behind_what_is_no_item_it_counts_if_it_names_the_session_that_the_file_names() throws IOException {
            String own = meta(SESSION, "'agent_path':'/root/docs'");
            String others = meta(PARENT, "'agent_path':'/root/other'");
            String[] early = {context("m"), userEvent("fix it"), compacted("so far"), userEvent("now")};

            assertThat(agentPath(early[0], own)).isEqualTo("/root/docs");
            assertThat(agentPath(early[0], early[1], early[2], own)).isEqualTo("/root/docs");
            assertThat(agentPath(early[1], others)).isEqualTo("/root");
            assertThat(agentPath(early[1], others, own)).isEqualTo("/root");
            assertThat(agentPath(early[1], user("fix it"), own)).isEqualTo("/root");
            assertThat(of(early[1], user("fix it"), own, assistant("done")).events())
                    .isEqualTo(of(early[1], user("fix it"), assistant("done")).events());
            assertThat(of(early[0], early[1], own, user("fix it"), assistant("done"))
                            .events())
                    .isEqualTo(of(own, early[0], early[1], user("fix it"), assistant("done"))
                            .events());
        }

        @Test
        void it_is_not_looked_for_behind_ten_lines() throws IOException {
            List<String> lines = new ArrayList<>(Collections.nCopies(9, context("m")));
            lines.add(meta(SESSION, "'agent_path':'/root/docs'"));
            assertThat(agentPath(lines.toArray(String[]::new))).isEqualTo("/root/docs");
            lines.add(0, context("m"));
            assertThat(agentPath(lines.toArray(String[]::new))).isEqualTo("/root");
        }

        private String agentPath(String... lines) throws IOException {
            return of(lines).event("thread_started").path("agent_path").asText();
        }

        @Test
        void an_empty_file_is_a_session_in_which_nothing_happened() throws IOException {
            Path file = Translated.file(temp);

            Translated session = Translated.of(file);

            assertThat(file).isEmptyFile();
            assertThat(session.empty()).isTrue();
            assertThat(session.manifest()).isEqualTo(manifest(SESSION, 0));
            assertThat(session.turns()).containsExactly("null rollout_started", "null thread_started");
            assertThat(session.report()).isEqualTo(new TranslationReport(1, 0, 0, 0, 0, 0, 0, false, Map.of()));
        }

        @Test
        void history_that_lies_in_another_file_is_told() throws IOException {
            String header = meta(SESSION, "'source':'cli','history_base':{'thread_id':'t','end_ordinal_exclusive':4}");

            assertThat(Translated.of(Translated.file(temp, header)).report().passedOver())
                    .isEqualTo(Map.of("history that lies in the rollout of t", 1L));
        }

        @Test
        void a_file_by_any_name_can_be_translated() throws IOException {
            Path file = Files.writeString(temp.resolve("some.jsonl"), user("fix it") + "\n");

            Translated session = Translated.of(file);

            assertThat(session.manifest()).isEqualTo(manifest("00000000-0000-0000-0000-000000000000", Lines.TIME));
            assertThat(session.empty()).isFalse();
        }
    }
}
