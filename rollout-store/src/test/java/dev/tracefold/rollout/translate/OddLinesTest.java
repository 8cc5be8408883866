/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.META;
import static dev.tracefold.rollout.translate.Lines.SESSION;
import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.context;
import static dev.tracefold.rollout.translate.Lines.event;
import static dev.tracefold.rollout.translate.Lines.line;
import static dev.tracefold.rollout.translate.Lines.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are not as they should be cost themselves and nothing else, and they are counted. */
class OddLinesTest {
    @TempDir
    Path temp;

    private String good;

    @BeforeEach
    void translateGoodLines() throws IOException {
        good = Translated.session(temp, user("one"), assistant("1")).bytes();
    }

    /** The good lines with an odd one between them. */
    private Translated with(String odd) throws IOException {
        return Translated.session(temp, user("one"), odd, assistant("1"));
    }

    private Translated ofText(String text) throws IOException {
        return Translated.of(Files.writeString(Translated.file(temp), text));
    }

    @Nested
    class UnknownTypes {
        @Test
        void a_line_of_an_unknown_type_is_a_bad_line() throws IOException {
            Translated session = with(line("no_such_line", "{}"));

            assertThat(session.bytes()).isEqualTo(good);
            assertThat(session.report()).isEqualTo(new TranslationReport(1, 4, 1, 0, 0, 0, 0, false, Map.of()));
        }

        @ParameterizedTest
        @CsvSource({
            "event_msg, no_such_event, event_msg no_such_event",
            "response_item, no_such_item, response_item no_such_item",
            "world_state, any, world_state",
            "inter_agent_communication_metadata, any, inter_agent_communication_metadata",
        })
        void what_has_no_place_in_a_trace_is_counted_by_its_type(String type, String payloadType, String counted)
                throws IOException {
            Translated session = with(line(type, "{\"type\":\"" + payloadType + "\"}"));

            assertThat(session.bytes()).isEqualTo(good);
            assertThat(session.report())
                    .isEqualTo(new TranslationReport(1, 4, 0, 0, 0, 0, 0, false, Map.of(counted, 1L)));
        }

        @Test
        void unknown_types_are_counted_each_time() throws IOException {
            String odd = event("{'type':'no_such_event'}");

            assertThat(Translated.session(temp, odd, event("{'type':'nor_this'}"), odd)
                            .report()
                            .passedOver())
                    .isEqualTo(Map.of("event_msg no_such_event", 2L, "event_msg nor_this", 1L));
        }
    }

    @Nested
    class KnownTypes {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "message     | {\"type\":\"message\",\"role\":\"nobody\",\"content\":[]}",
                    "message     | {\"type\":\"message\",\"content\":[]}",
                    "reasoning   | {\"type\":\"reasoning\",\"summary\":[]}",
                    "reasoning   | {\"type\":\"reasoning\",\"summary\":[{\"type\":\"odd\"}]}",
                    "compaction  | {\"type\":\"compaction\"}",
                    "agent_message | {\"type\":\"agent_message\",\"content\":[]}",
                })
        void items_that_lack_what_a_conversation_needs_are_counted(String type, String payload) throws IOException {
            Translated session = with(line("response_item", payload));

            assertThat(session.bytes()).isEqualTo(good);
            assertThat(session.report())
                    .isEqualTo(new TranslationReport(
                            1,
                            4,
                            0,
                            0,
                            0,
                            0,
                            0,
                            false,
                            Map.of("response_item " + type + " that is not as it should be", 1L)));
        }

        /** The reduction is strict about JSON: what only a lenient reader takes must not reach it. */
        @ParameterizedTest
        @ValueSource(strings = {"\"\\ud800\"", "1e999"})
        void a_line_whose_json_is_not_sound_is_counted(String value) throws IOException {
            String odd = "{\"type\":\"message\",\"role\":\"user\",\"content\":" + value + "}";

            Translated session = with(line("response_item", odd));

            assertThat(session.bytes()).isEqualTo(good);
            assertThat(session.report())
                    .isEqualTo(new TranslationReport(
                            1, 4, 0, 0, 0, 0, 0, false, Map.of("line whose JSON is not sound", 1L)));
        }

        @Test
        void in_place_of_a_header_that_is_not_sound_the_name_of_the_file_counts() throws IOException {
            String header = META.replace("\"acme\"", "\"\\ud800\"");

            Translated session = Translated.of(Translated.file(temp, header, user("one")));

            assertThat(session.manifest().rolloutId().value()).isEqualTo(SESSION);
            assertThat(session.body("thread_started").path("provider_name").isNull())
                    .isTrue();
            assertThat(session.report().passedOver()).isEqualTo(Map.of("line whose JSON is not sound", 1L));
        }

        @Test
        void a_turn_context_that_names_no_model_leaves_the_one_before() throws IOException {
            assertThat(Translated.session(temp, context("m"), line("turn_context", "{\"model\":7}"), user("one"))
                            .event("inference_started")
                            .path("model")
                            .asText())
                    .isEqualTo("m");
        }
    }

    @Nested
    class NoLines {
        @ParameterizedTest
        @ValueSource(strings = {"garbage", "7", "{}", "{\"type\":\"event_msg\"}", "{\"timestamp\":\"2026"})
        void what_is_no_line_of_a_rollout_is_a_bad_line(String odd) throws IOException {
            Translated session = with(odd);

            assertThat(session.bytes()).isEqualTo(good);
            assertThat(session.report()).isEqualTo(new TranslationReport(1, 4, 1, 0, 0, 0, 0, false, Map.of()));
        }

        @Test
        void blank_lines_are_not_even_counted() throws IOException {
            Translated session = ofText(META + "\n\n" + user("one") + "\n  \n" + assistant("1") + "\n\n");

            assertThat(session.bytes()).isEqualTo(good);
            assertThat(session.report()).isEqualTo(new TranslationReport(1, 3, 0, 0, 0, 0, 0, false, Map.of()));
            assertThat(session.all().get(session.all().size() - 2).line()).isEqualTo(5);
        }

        @Test
        void a_torn_last_line_is_a_bad_line() throws IOException {
            String torn = user("two").substring(0, 60);

            Translated session = ofText(META + "\n" + user("one") + "\n" + assistant("1") + "\n" + torn);

            assertThat(session.bytes()).isEqualTo(good);
            assertThat(session.report()).isEqualTo(new TranslationReport(1, 4, 1, 0, 0, 0, 0, false, Map.of()));
        }

        @Test
        void a_whole_last_line_counts_without_its_newline() throws IOException {
            Translated session = ofText(META + "\n" + user("one") + "\n" + assistant("1"));

            assertThat(session.bytes()).isEqualTo(good);
            assertThat(session.report()).isEqualTo(new TranslationReport(1, 3, 0, 0, 0, 0, 0, false, Map.of()));
        }
    }
}
