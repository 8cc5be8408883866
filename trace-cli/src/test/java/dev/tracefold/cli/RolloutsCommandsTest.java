/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tracefold rollouts} over a copy of the example home. */
class RolloutsCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHECKOUT = "0199c2f0-5a10-7c31-9b52-4f0e6a7d1c01";
    private static final String SLOW = "0199c351-7be4-7a09-8d13-2c9b1f5e7a02";
    private static final String TORN = "0199b0aa-0c3d-7e55-a1f0-6d2e8b904403";

    @TempDir
    private Path temp;

    private Path home = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        home = Bundles.copyTree(Path.of("..", "examples", "rollouts"), temp.resolve("home"));
        for (Path file : files()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-03T00:00:00Z")));
        }
    }

    private record Ran(int exitCode, String out, String err) {
        List<JsonNode> json() throws IOException {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : out.lines().toList()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }

    private Ran run(String... words) {
        List<String> args = new ArrayList<>(List.of("rollouts"));
        args.addAll(List.of(words));
        args.addAll(List.of("--home", home.toString()));
        String[] all = args.toArray(String[]::new);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                Tracefold.commandLine().execute(new PrintWriter(out, true), new PrintWriter(err, true), List.of(all));
        return new Ran(exitCode, out.toString(), err.toString());
    }

    private Ran good(String... words) {
        Ran ran = run(words);
        assertThat(ran.exitCode).as(ran.err).isZero();
        return ran;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Everything in the home, to be compared with what it is after a command; locks are taken in any case. */
    private Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        for (Path file : files()) {
            if (file.startsWith(home.resolve(".tracefold").resolve("locks"))) {
                continue;
            }
            contents.put(
                    home.relativize(file),
                    Files.readString(file) + Files.getLastModifiedTime(file).toMillis());
        }
        return contents;
    }

    private Path only(String id) throws IOException {
        return files().stream()
                .filter(path -> path.toString().matches(".*" + id + "\\.jsonl(\\.zst)?"))
                .reduce((one, other) -> {
                    throw new AssertionError(one + " and " + other);
                })
                .orElseThrow();
    }

    @Nested
    class Looking {
        @Test
        void lists_the_newest_first_and_a_page_at_a_time() throws IOException {
            List<JsonNode> all = good("list", "--json").json();
            assertThat(all)
                    .extracting(line -> line.path("thread_id").textValue())
                    .containsExactly(SLOW, CHECKOUT);
            assertThat(all.get(1).path("preview").textValue()).startsWith("The checkout test fails");

            Ran first = good("list", "--limit", "1");
            assertThat(first.out).contains(SLOW).doesNotContain(CHECKOUT);
            String cursor = first.err.replaceAll("(?s).*--cursor (\\S+) .*", "$1");
            assertThat(good("list", "--limit", "1", "--cursor", cursor).out)
                    .contains(CHECKOUT)
                    .doesNotContain(SLOW);
        }

        @Test
        void lists_the_archive_by_itself() {
            assertThat(good("list", "--archived").out).contains(TORN).doesNotContain(SLOW);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{'subagent':{'thread_spawn':{'parent_thread_id':'p','agent_path':'/root/a','depth':1}}} | p | agent /root/a · The checkout",
                    "{'subagent':{'thread_spawn':{'agent_path':'/root/a','agent_nickname':'Ada'}}} | | agent Ada · The checkout",
                    "{'subagent':'review'} | | agent review · The checkout",
                    "{'subagent':{'other':1}} | | agent · The checkout",
                    "{'custom':'agent'} | | The checkout",
                })
        void says_which_sessions_are_agents_of_others(String source, String parent, String said) throws IOException {
            Path path = only(CHECKOUT);
            String text = Files.readString(path);
            Files.writeString(path, text.replace("\"source\":\"cli\"", "\"source\":" + source.replace('\'', '"')));
            assertThat(good("list").out).contains("  " + said);
            assertThat(good("list", "--json").json().get(1).path("spawned_by").textValue())
                    .isEqualTo(parent);
        }

        @Test
        void the_index_tells_the_same_as_the_files() throws IOException {
            Ran before = good("list", "--json", "--no-index");
            good("index", "backfill");
            Ran through = good("list", "--json");

            assertThat(through.json())
                    .extracting(line -> line.path("path"), line -> line.path("preview"), line -> line.path("cwd"))
                    .isEqualTo(before.json().stream()
                            .map(line -> org.assertj.core.groups.Tuple.tuple(
                                    line.path("path"), line.path("preview"), line.path("cwd")))
                            .toList());
        }

        @Test
        void a_compressed_session_is_listed_as_the_file_that_is_there() throws IOException {
            good("compress", SLOW, "--live");
            Path compressed = only(SLOW);
            for (String index : List.of("none", "complete")) {
                JsonNode listed = good("list", "--json", "--limit", "1").json().get(0);
                assertThat(listed.path("path").textValue()).as(index).isEqualTo(compressed.toString());
                assertThat(listed.path("compressed").booleanValue()).as(index).isTrue();
                assertThat(good("list", "--limit", "1").out)
                        .as(index)
                        .contains(" zst ")
                        .doesNotContain("gone");
                good("index", "backfill");
            }
        }

        @Test
        void an_index_that_cannot_be_opened_is_as_none() throws IOException {
            good("index", "backfill");
            Files.createDirectory(home.resolve(".tracefold").resolve("index_1.sqlite-wal"));

            assertThat(good("list").out).contains(SLOW).contains(CHECKOUT);
            good("name", SLOW, "slow endpoints");
            assertThat(good("list").out).contains("slow endpoints · ");
            good("archive", SLOW);
            assertThat(good("list", "--archived").out).contains(SLOW);
        }

        @Test
        void a_damaged_index_is_not_said_to_be_complete() throws IOException {
            good("index", "backfill");
            assertThat(good("index", "status").out).contains("complete since").contains("sound: every page was read");
            assertThat(good("index", "status", "--json").json().get(0).path("integrity_check"))
                    .hasToString("\"ok\"");
            Path index = home.resolve(".tracefold").resolve("index_1.sqlite");
            byte[] bytes = Files.readAllBytes(index);
            Arrays.fill(bytes, bytes.length - 4096, bytes.length, (byte) 0);
            Files.write(index, bytes);

            Ran ran = run("index", "status");

            assertThat(ran.exitCode).isEqualTo(1);
            assertThat(ran.out).contains("damaged").doesNotContain("complete");
            assertThat(good("index", "status").out).contains("There is no index");
            good("index", "backfill");
            assertThat(good("index", "status").out).contains("complete since");
        }

        @Test
        void what_is_found_in_a_compressed_session_names_the_file_that_is_there() throws IOException {
            good("compress", SLOW, "--live");
            for (String[] search : new String[][] {{"search", "endpoint"}, {"search", "endpoint", SLOW}}) {
                assertThat(good(search).out).contains(only(SLOW).toString());
            }
        }

        @Test
        void a_line_that_is_too_long_to_be_searched_is_told_of_in_one_session_too() throws IOException {
            Files.writeString(only(SLOW), "x".repeat((64 << 20) + 1) + "\n", StandardOpenOption.APPEND);
            for (String[] search : new String[][] {{"search", "no such thing"}, {"search", "no such thing", SLOW}}) {
                assertThat(run(search).err).contains("1 session could not be read to the end");
            }
        }

        @Test
        void finds_what_was_said_whatever_its_case() throws IOException {
            assertThat(good("search", "VOUCHERS asked").out).contains(CHECKOUT).contains("Vouchers asked");
            assertThat(good("search", "vouchers", "--json").json())
                    .hasSize(1)
                    .first()
                    .satisfies(
                            line -> assertThat(line.path("snippet").textValue()).contains("Vouchers"));
            assertThat(run("search", "no such thing").exitCode).isEqualTo(1);
            assertThat(run("search", "no such thing").err).isEqualToIgnoringNewLines("Nobody said that in 3 sessions.");
        }

        @Test
        void shows_what_newer_recorders_tell_as_completed_items_once() throws IOException {
            String item =
                    "{\"timestamp\":\"2026-09-05T16:50:10.002Z\",\"ordinal\":14,\"type\":\"event_msg\",\"payload\":"
                            + "{\"type\":\"item_completed\",\"turn_id\":\"u\",\"item\":{\"type\":\"%s\",\"id\":\"c\","
                            + "\"command\":[\"bash\",\"-lc\",\"make\"],\"exit_code\":2}}}\n";
            Files.writeString(
                    only(SLOW),
                    item.formatted("CommandExecution") + item.formatted("AgentMessage"),
                    StandardOpenOption.APPEND);
            assertThat(good("show", SLOW).out)
                    .contains("CommandExecution  $ make exit 2")
                    .doesNotContain("AgentMessage");
        }

        @Test
        void shows_a_session_line_by_line_and_its_lines_as_they_are() throws IOException {
            assertThat(good("show", "0199c351").out)
                    .contains("user  Which endpoints of the shop are slow?")
                    .contains("exec_command_end  $ make profile ENDPOINT=/search exit 124")
                    .contains("(2 items in place of all before)")
                    .doesNotContain("token_count");
            assertThat(good("show", SLOW, "--raw").out).isEqualTo(Files.readString(only(SLOW)));
            assertThat(good("show", SLOW, "--raw", "--from", "2", "--limit", "1").out)
                    .isEqualTo(Files.readString(only(SLOW))
                                    .lines()
                                    .skip(1)
                                    .findFirst()
                                    .orElseThrow() + "\n");
        }

        @Test
        void says_where_the_bytes_are_and_which_lines_are_bad() throws IOException {
            Ran sound = good("profile", SLOW);
            assertThat(sound.out).contains("7.1 kB in 27 lines", "compacted");

            Ran torn = run("profile", TORN);
            assertThat(torn.exitCode).isEqualTo(1);
            assertThat(torn.out).contains("1 line cannot be read", "line 10, byte 2,198");
        }

        @Test
        void changes_nothing() throws IOException {
            Map<Path, String> before = contents();
            run("list");
            run("search", "header");
            run("show", TORN);
            run("profile", TORN);
            run("index", "status");
            run("name", TORN);
            assertThat(contents()).isEqualTo(before);
        }
    }

    @Test
    void the_one_that_was_used_last_is_called_latest() throws IOException {
        Files.setLastModifiedTime(only(CHECKOUT), FileTime.from(Instant.parse("2026-03-04T00:00:00Z")));
        assertThat(good("show", "latest").out).contains(CHECKOUT);
    }

    @Nested
    class Changing {
        @Test
        void a_dry_run_changes_nothing() throws IOException {
            Map<Path, String> before = contents();
            good("repair", TORN, "--dry-run");
            assertThat(good("compress", "--older-than", "1h", "--dry-run").out).contains("1 session");
            good("archive", SLOW, "--dry-run");
            good("unarchive", TORN, "--dry-run");
            good("name", SLOW, "a name", "--dry-run");
            good("index", "backfill", "--dry-run");
            assertThat(contents()).isEqualTo(before);
        }

        @Test
        void repairs_beside_the_session_and_never_over_it() throws IOException {
            Path torn = only(TORN);
            String before = Files.readString(torn);
            Ran ran = good("repair", TORN);

            assertThat(torn).hasContent(before);
            Path repaired = files().stream()
                    .filter(path -> path.toString().endsWith(".repaired.jsonl"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ran.out).contains("one record saved, one piece quarantined");
            assertThat(Files.readAllLines(repaired)).hasSize(19).allSatisfy(line -> JSON.readTree(line));
        }

        @Test
        void counts_lines_anew_that_are_numbered_and_go_wrong() throws IOException {
            Path path = only(SLOW);
            List<String> lines = Files.readAllLines(path);
            for (int i = 0; i < lines.size(); i++) {
                String number = ",\"ordinal\":" + (i < 14 ? i : i - 1) + ",";
                lines.set(i, lines.get(i).replaceFirst(",", number));
            }
            Files.write(path, lines);

            Ran profiled = run("profile", SLOW);
            assertThat(profiled.exitCode).isEqualTo(1);
            assertThat(profiled.out).contains("1 line is misnumbered").contains("line 15, byte ");
            JsonNode json = run("profile", SLOW, "--json").json().get(0);
            assertThat(json.path("first_misnumbered_lines")
                            .path(0)
                            .path("reason")
                            .textValue())
                    .isEqualTo("number 13 a second time");

            Ran ran = good("repair", SLOW);
            assertThat(ran.out).contains(": 27 lines, 14 kept as they are, 13 numbered anew\n");
            assertThat(ran.err).contains("differs in the copy");
            Path copy = Path.of(path.toString().replace(".jsonl", ".repaired.jsonl"));
            assertThat(good("profile", copy.toString()).out).doesNotContain("misnumbered");
            assertThat(Files.readAllLines(copy).get(26)).contains(",\"ordinal\":26,");
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void says_what_puts_a_repaired_copy_in_the_place_of_its_session(boolean compressed) throws Exception {
            if (compressed) {
                good("compress");
            }
            Path session = only(TORN);
            byte[] before = Files.readAllBytes(session);
            String moves = good("repair", TORN)
                    .err
                    .lines()
                    .filter(line -> line.startsWith("  mv "))
                    .findFirst()
                    .orElseThrow();

            assertThat(new ProcessBuilder("sh", "-c", moves).inheritIO().start().waitFor())
                    .isZero();
            assertThat(only(TORN).toString()).endsWith(".jsonl");
            good("profile", TORN);
            assertThat(Path.of(session + ".old")).hasBinaryContent(before);
        }

        @Test
        void compresses_the_archive_and_restores_with_the_same_bytes_and_time() throws IOException {
            Path plain = only(TORN);
            String before = Files.readString(plain);
            FileTime time = Files.getLastModifiedTime(plain);

            assertThat(good("compress").out).contains("1 session");
            Path compressed = only(TORN);
            assertThat(compressed.toString()).endsWith(".jsonl.zst");
            assertThat(only(SLOW).toString()).endsWith(".jsonl");
            assertThat(run("show", TORN).out).contains("The header is 64 pixels high");
            assertThat(good("compress", TORN).out).contains("compressed already");

            good("restore", TORN);
            assertThat(only(TORN)).isEqualTo(plain).hasContent(before);
            assertThat(Files.getLastModifiedTime(plain)).isEqualTo(time);
        }

        @Test
        void compresses_and_restores_a_session_however_it_is_named() throws IOException {
            good("name", SLOW, "slow endpoints");
            for (String name : List.of(SLOW, "slow endpoints", "latest")) {
                String before = Files.readString(only(SLOW));
                good("compress", name, "--live");
                assertThat(only(SLOW).toString()).endsWith(".jsonl.zst");
                assertThat(good("compress", name, "--live").out).contains("compressed already");
                assertThat(good("restore", name).out).contains("is restored");
                assertThat(only(SLOW)).hasContent(before);
            }
        }

        @Test
        void moves_into_the_archive_and_back() throws IOException {
            Path live = only(SLOW);
            assertThat(good("archive", SLOW).out).contains(" moved to ");
            assertThat(live).doesNotExist();
            assertThat(only(SLOW).getParent()).isEqualTo(home.resolve("archived_sessions"));
            good("unarchive", SLOW);
            assertThat(only(SLOW)).isEqualTo(live);
        }

        @Test
        void moves_what_a_session_was_before_it_was_taken_back_with_it() throws IOException {
            Path first = only(SLOW);
            String name = first.getFileName().toString().replace("T11-00-41", "T12-00-00");
            Path second = first.resolveSibling(name.replace(".jsonl", "_0199c351-7be4-7a09-8d13-2c9b1f5e7aff.jsonl"));
            Files.copy(first, second);
            Ran dry = good("archive", SLOW, "--dry-run");
            assertThat(dry.out).contains(first + " would move to ", second + " would move to ");
            assertThat(dry.out.lines()).hasSize(2);
            assertThat(first).exists();

            assertThat(good("archive", SLOW).out).isEqualTo(dry.out.replace("would move", "moved"));
            assertThat(first).doesNotExist();
            assertThat(second).doesNotExist();
            assertThat(good("unarchive", SLOW, "--json").json())
                    .extracting(one -> one.path("to").textValue())
                    .containsExactly(second.toString(), first.toString());
            assertThat(first).exists();
        }

        @Test
        void names_a_session_which_is_then_found_by_it() {
            good("name", SLOW, "slow endpoints");
            assertThat(good("name", SLOW).out).contains("slow endpoints");
            assertThat(good("show", "slow endpoints").out).contains(SLOW);
            assertThat(good("list").out).contains("slow endpoints · Which endpoints");
            good("name", SLOW, "--clear");
            assertThat(run("show", "slow endpoints").exitCode).isEqualTo(2);
        }

        @Test
        void all_of_ours_lies_in_one_folder() throws IOException {
            List<Path> before = files();
            good("index", "backfill");
            good("name", SLOW, "a name");
            assertThat(files().stream().filter(path -> !before.contains(path)).toList())
                    .isNotEmpty()
                    .allMatch(path -> path.startsWith(home.resolve(".tracefold")));
        }
    }

    @Nested
    class Damaged {
        @Test
        void a_session_that_is_empty_is_said_to_be() throws IOException {
            Path empty = Files.writeString(only(SLOW), "");
            for (String how : List.of("--all", "--raw")) {
                Ran ran = run("show", empty.toString(), how);
                assertThat(ran.exitCode).isEqualTo(1);
                assertThat(ran.err).contains(empty + " is empty.");
                assertThat(ran.out).isEmpty();
            }
            assertThat(good("profile", empty.toString()).out).endsWith("  0 bytes in 0 lines\n");
        }

        @Test
        void a_compressed_session_that_cannot_be_restored_is_named() throws IOException {
            good("compress", SLOW, "--live");
            Path compressed = only(SLOW);
            byte[] whole = Files.readAllBytes(compressed);
            Files.write(compressed, Arrays.copyOf(whole, whole.length / 2));
            Ran ran = run("restore", compressed.toString());
            assertThat(ran.exitCode).isEqualTo(3);
            assertThat(ran.err).contains("cannot restore " + compressed + ": damaged zstd frame: ");
            assertThat(good("repair", compressed.toString(), "--dry-run").out)
                    .contains("The compressed file is damaged or cut off");
        }

        @Test
        void a_session_in_another_encoding_does_not_keep_others_from_being_listed() throws IOException {
            Path slow = only(SLOW);
            Files.write(slow, ("\ufeff" + Files.readString(slow)).getBytes(StandardCharsets.UTF_16LE));
            assertThat(good("list").out).contains(CHECKOUT).doesNotContain(SLOW);
            Ran shown = run("show", slow.toString());
            assertThat(shown.exitCode).isEqualTo(1);
            assertThat(shown.err).contains("line 1 cannot be read: not UTF-8.");
            assertThat(run("profile", slow.toString()).exitCode).isEqualTo(1);
        }

        @Test
        void a_session_of_a_year_that_nobody_lives_to_see_is_listed() throws IOException {
            Path slow = only(SLOW);
            Files.writeString(
                    slow,
                    Files.readString(slow)
                            .replaceFirst(
                                    "(\"payload\":\\{.*?\"timestamp\":\")[^\"]*", "$1+999999999-12-31T23:59:59Z"));
            assertThat(slow).content().contains("+999999999");
            assertThat(good("list", "--no-index").out).contains(CHECKOUT, SLOW);
        }
    }

    @Nested
    class Asked_wrongly {
        @Test
        void a_session_that_is_not_there_is_named() {
            Ran ran = run("show", "nosuch");
            assertThat(ran.exitCode).isEqualTo(2);
            assertThat(ran.err).contains("no rollout has the path, id or name nosuch; 'tracefold rollouts list' shows");
        }

        @Test
        void the_beginning_of_several_ids_is_not_enough() {
            assertThat(run("show", "0199").err)
                    .contains("4 rollouts begin with 0199")
                    .contains("name more of it");
        }

        @Test
        void a_home_that_is_not_there_is_named() {
            home = temp.resolve("nowhere");
            Ran ran = run("list");
            assertThat(ran.exitCode).isEqualTo(3);
            assertThat(ran.err).startsWith("tracefold rollouts list: there is no home at " + home);
        }

        @Test
        void a_file_that_is_not_there_is_named_where_there_is_no_home_either() {
            home = temp.resolve("nowhere");
            Ran ran = run("repair", "gone.jsonl");
            assertThat(ran.exitCode).isEqualTo(3);
            assertThat(ran.err)
                    .startsWith(
                            "tracefold rollouts repair: there is no file gone.jsonl, and to look for a session of that id or name"
                                    + " there is no home at " + home + ": name the directory");
        }

        @Test
        void what_is_named_by_its_path_needs_no_home() throws IOException {
            String path = only(SLOW).toString();
            home = temp.resolve("nowhere");
            assertThat(good("show", path).out).contains("Which endpoints");
            assertThat(good("profile", path).out).contains("27 lines");
            assertThat(good("repair", path).out).contains("nothing to repair");
            assertThat(good("search", "endpoint", path).out).contains("endpoint");
        }

        @Test
        void wrong_words_are_told_with_what_is_right() {
            assertThat(run("list", "--limit", "0").err).contains("--limit wants a number from 1 to 10000");
            assertThat(run("list", "--sort", "size").err).contains("created, updated or recency, not 'size'");
            assertThat(run("list", "--cursor", "x").exitCode).isEqualTo(2);
            assertThat(run("compress", "--older-than", "soon").exitCode).isEqualTo(2);
        }
    }
}
