/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.META;
import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.at;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.complete;
import static dev.tracefold.rollout.translate.Lines.event;
import static dev.tracefold.rollout.translate.Lines.item;
import static dev.tracefold.rollout.translate.Lines.json;
import static dev.tracefold.rollout.translate.Lines.meta;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.started;
import static dev.tracefold.rollout.translate.Lines.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that is read with the rollouts of the agents that it spawned. */
class AgentRolloutsTest {
    private static final String ONE = "018f0c52-0000-7000-8000-00000000000a";
    private static final String TWO = "018f0c52-0000-7000-8000-00000000000b";

    @TempDir
    Path temp;

    private Path root = Path.of("");

    @BeforeEach
    void aSession() throws IOException {
        root = Translated.file(temp, META, second(1, user("go")), second(3, assistant("on it")), second(9, tail()));
    }

    private static String tail() {
        return event("{'type':'no_such_event'}");
    }

    private static String second(int second, String line) {
        return at("2026-03-01T10:00:0" + second + ".120Z", line);
    }

    private static String agent(String id, int second) {
        return second(
                second,
                meta(
                        id,
                        "'source':{'subagent':{'thread_spawn':{'parent_thread_id':'" + Lines.SESSION
                                + "','agent_path':'/root/look'}}}"));
    }

    private Path rollout(String id, String... lines) throws IOException {
        return Files.write(temp.resolve("rollout-2026-03-01T10-00-02-" + id + ".jsonl"), List.of(lines));
    }

    private static String threads(Translated session) {
        StringBuilder threads = new StringBuilder();
        session.all().stream()
                .map(event -> event.event().threadId().value())
                .forEach(id -> threads.append(id.charAt(id.length() - 1)));
        return threads.toString();
    }

    @Test
    void agents_are_threads_of_the_session_and_lines_come_in_the_order_of_their_times() throws IOException {
        Path one = rollout(ONE, agent(ONE, 2), second(2, user("look")), second(4, assistant("seen")));

        Translated session = Translated.of(root, one);

        // The session and its thread; then the agent's; the root's turn and call, which end with its file; the agent's.
        assertThat(threads(session)).isEqualTo("11" + "a" + "11" + "aaaa" + "11");
        assertThat(session.all("inference_started", "inference_call_id")).containsExactly("inference-1", "inference-2");
        assertThat(session.all("codex_turn_started", "codex_turn_id")).containsExactly("turn-1", "turn-2");
        assertThat(session.all().stream().map(event -> event.event().seq()))
                .isEqualTo(
                        LongStream.rangeClosed(1, session.all().size()).boxed().toList());
        assertThat(session.report())
                .isEqualTo(new TranslationReport(2, 7, 0, 0, 0, 0, 0, false, Map.of("event_msg no_such_event", 1L)));
    }

    @Test
    void a_pass_tells_how_much_is_read_of_agents_too() throws IOException {
        Path one = rollout(ONE, agent(ONE, 2), second(2, user("look")), second(4, assistant("seen")));

        try (TranslatedRollout session = TranslatedRollout.open(root, List.of(one))) {
            assertThat(Translated.toldRead(session)).isEqualTo(Files.size(root) + Files.size(one));
        }
    }

    @Test
    void what_an_agent_copied_does_not_come_twice() throws IOException {
        String[] history = {started("t"), user("go"), call("c"), output("c", "ok"), complete("t")};
        Path file = Translated.file(temp, META, history[0], history[1], history[2], history[3], history[4]);
        Path one = rollout(ONE, agent(ONE, 2), history[0], history[1], history[2], history[3], history[4]);

        Translated session = Translated.of(file, one);

        assertThat(session.all("codex_turn_started", "codex_turn_id")).containsExactly("t", "t#2");
        assertThat(session.all("tool_call_started", "tool_call_id")).containsExactly("c", "c#2");
        assertThat(session.all("tool_call_ended", "tool_call_id")).containsExactly("c", "c#2");
    }

    @Test
    void a_terminal_belongs_to_one_agent_though_all_number_theirs_alike() throws IOException {
        String[] lines = {
            call("c", "exec_command", "{'cmd':'top'}"),
            event(
                    "{'type':'exec_command_end','call_id':'c','command':['top'],'cwd':'/','exit_code':0,'process_id':'7'}"),
            call("d", "write_stdin", "{'session_id':7,'chars':'q'}")
        };
        Path file = Translated.file(temp, META, lines[0], lines[1], lines[2]);
        Path one = rollout(ONE, agent(ONE, 2), lines[0], lines[1], lines[2]);

        Translated alone = Translated.of(file);
        Translated session = Translated.of(file, one);

        assertThat(alone.body("tool_call_runtime_ended").path("process_id").asText())
                .isEqualTo("7");
        assertThat(session.lastBody("tool_call_runtime_started")
                        .path("process_id")
                        .asText())
                .isEqualTo("7#2");
        assertThat(session.lastBody("tool_call_runtime_ended")
                        .path("process_id")
                        .asText())
                .isEqualTo("7#2");
        assertThat(session.lastBody("tool_call_started")
                        .at("/payload/arguments")
                        .asText())
                .isEqualTo("{\"session_id\":\"7#2\",\"chars\":\"q\"}");
    }

    @Test
    void an_agent_counts_once_and_one_without_lines_not_at_all() throws IOException {
        String[] lines = {agent(ONE, 2), second(2, user("look")), second(4, assistant("seen"))};
        Path one = rollout(ONE, lines);
        Path again = rollout(TWO, lines);
        Path empty = rollout("018f0c52-0000-7000-8000-00000000000c");

        assertThat(Translated.of(root, one, again, empty, root).bytes())
                .isEqualTo(Translated.of(root, one).bytes());
    }

    @Test
    void the_result_of_an_agent_is_told_when_it_arrives() throws IOException {
        String result = item("{'type':'agent_message','author':'/root/look','recipient':'/root','content':["
                + "{'type':'input_text','text':'Message Type: FINAL_ANSWER\\nPayload:\\nseen'}]}");
        String chat = result.replace("FINAL_ANSWER", "MESSAGE");
        Path file = Translated.file(temp, META, second(5, chat), second(6, result), second(7, result));
        Path one = rollout(ONE, agent(ONE, 2), second(2, user("look")), second(4, assistant("seen")));

        Translated session = Translated.of(file, one);

        assertThat(session.event("agent_result_observed"))
                .isEqualTo(json("{'type':'agent_result_observed','edge_id':'edge:agent_result:" + ONE + ":turn-1:"
                        + Lines.SESSION + "','child_thread_id':'" + ONE + "','child_codex_turn_id':'turn-1',"
                        + "'parent_thread_id':'" + Lines.SESSION
                        + "','message':'Message Type: FINAL_ANSWER\\nPayload:\\nseen','carried_payload':null}"));
        assertThat(Translated.of(file).all("agent_result_observed", "edge_id")).isEmpty();
    }

    @Test
    void an_agent_whose_rollout_is_gone_is_told() {
        assertThatThrownBy(() -> Translated.of(root, temp.resolve("gone.jsonl")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void bodies_stay_what_they_were_though_agents_go_on_writing() throws IOException {
        Path one = rollout(ONE, agent(ONE, 2), second(2, user("look")), second(4, assistant("seen")));
        Path late = rollout(TWO);
        try (TranslatedRollout session = TranslatedRollout.open(root, List.of(one, late))) {
            List<TranslatedEvent> all = Translated.of(root, one).all();
            try (TranslatedRollout.Events events = session.events()) {
                for (TranslatedEvent expected : all) {
                    assertThat(events.next()).extracting(TranslatedEvent::event).isEqualTo(expected.event());
                }
                assertThat(events.next()).isNull();
            }
            Files.writeString(one, second(0, assistant("more")) + "\n", StandardOpenOption.APPEND);
            Files.writeString(late, agent(TWO, 2) + "\n" + second(2, user("late")) + "\n");
            for (TranslatedEvent event : all) {
                for (int i = 0; i < event.bodies().size(); i++) {
                    assertThat(session.payload(
                                            event.event().payload().payloads().get(i))
                                    .bytes())
                            .isEqualTo(event.bodies().get(i).bytes());
                }
            }
        }
    }
}
