/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What only a served page does: it follows a session, loads what was cut, and lists sessions. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServedInBrowserTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @TempDir
    Path temp;

    private final Pages pages = new Pages();

    @BeforeEach
    void aDesk() {
        BROWSER.size(1280, 900, false);
    }

    @AfterEach
    void stop() throws InterruptedException {
        pages.close();
    }

    private static Object lastSeq() {
        return BROWSER.script("return window.tracefold && window.tracefold.facts().lastSeq");
    }

    @Test
    void a_page_follows_its_session_to_its_end() throws Exception {
        Path bundle = Bundles.copy("small", temp);
        Path log = bundle.resolve("trace.jsonl");
        List<String> lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, 10));
        URI page = pages.served(bundle.toString());
        BROWSER.open(page);
        BROWSER.within(driver -> Long.valueOf(10).equals(lastSeq()));
        assertThat(BROWSER.text("fact-status")).contains("running");
        WebElement first = BROWSER.all("object").get(0);
        first.click();
        Map<?, ?> chosen = (Map<?, ?>) BROWSER.script("return window.tracefold.selected()");

        Files.write(log, lines.subList(10, 15), StandardOpenOption.APPEND);
        BROWSER.within(driver -> Long.valueOf(15).equals(lastSeq()));
        assertThat(BROWSER.script("return window.tracefold.seq()")).isEqualTo(15L);
        assertThat(BROWSER.script("return window.tracefold.selected()")).isEqualTo(chosen);

        Files.write(log, lines.subList(15, lines.size()), StandardOpenOption.APPEND);
        BROWSER.within(driver -> Long.valueOf(24).equals(lastSeq()));
        BROWSER.within(driver -> BROWSER.text("fact-status").contains("completed"));
        BROWSER.assertQuiet(page);
    }

    @Test
    void a_moment_that_is_looked_at_stays_while_the_session_grows() throws Exception {
        Path bundle = Bundles.copy("small", temp);
        Path log = bundle.resolve("trace.jsonl");
        List<String> lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, 10));
        BROWSER.open(pages.served(bundle.toString()));
        BROWSER.find("slider-back").click();
        BROWSER.within(driver -> Long.valueOf(9).equals(BROWSER.script("return window.tracefold.seq()")));

        Files.write(log, lines.subList(10, lines.size()), StandardOpenOption.APPEND);
        BROWSER.within(driver -> Long.valueOf(24).equals(lastSeq()));
        assertThat(BROWSER.script("return window.tracefold.seq()")).isEqualTo(9L);
    }

    @Test
    void a_payload_that_was_cut_is_loaded_whole_when_asked_for() throws Exception {
        Path bundle = Bundles.copy("small", temp);
        Path payload = bundle.resolve("payloads/1.json");
        String end = "the very end";
        Files.writeString(
                payload,
                Files.readString(payload).replaceFirst("\\{", "{\"note\": \"" + "word ".repeat(2000) + end + "\","));
        URI page = pages.served(bundle.toString());
        BROWSER.open(URI.create(page + "#payload%3Araw_payload%3A1"));
        WebElement inspector = BROWSER.find("inspector");
        BROWSER.within(driver -> inspector.isDisplayed());
        assertThat(inspector.getText()).doesNotContain(end);

        BROWSER.find("load-all").click();
        BROWSER.within(driver -> inspector.getText().contains(end));
        assertThat(BROWSER.requests())
                .anyMatch(request -> String.valueOf(request.getPath()).endsWith("/payload/raw_payload:1"));
        BROWSER.assertQuiet(page);
    }

    /** A session of so many questions, each with a call and an answer; it is too long for a page. */
    private Path longSession(int questions) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= questions; i++) {
            line(lines, i, "event_msg", "{'type':'task_started','turn_id':'turn " + i + "'}");
            line(lines, i, "response_item", message("user", "input_text", "question " + i));
            String call = "'call_id':'call-" + i + "'";
            line(lines, i, "response_item", "{'type':'function_call','name':'look'," + call + ",'arguments':'{}'}");
            line(lines, i, "response_item", "{'type':'function_call_output'," + call + ",'output':'found'}");
            line(lines, i, "response_item", message("assistant", "output_text", "answer " + i));
            line(lines, i, "event_msg", "{'type':'task_complete','turn_id':'turn " + i + "'}");
        }
        return Files.writeString(temp.resolve("rollout.jsonl"), lines);
    }

    private static void line(StringBuilder lines, int second, String type, String payload) {
        String time = Instant.parse("2026-09-05T16:50:10Z").plusSeconds(second).toString();
        lines.append("{'timestamp':'%s','type':'%s','payload':%s}%n"
                .formatted(time, type, payload)
                .replace('\'', '"'));
    }

    private static String message(String role, String part, String text) {
        return "{'type':'message','role':'%s','content':[{'type':'%s','text':'%s'}]}".formatted(role, part, text);
    }

    @Test
    void a_session_that_is_too_long_is_looked_at_part_by_part() throws Exception {
        URI page = pages.served(longSession(15_000).toString());
        BROWSER.open(page);
        assertThat(BROWSER.text("part")).contains("came before it.").doesNotContain("behind it");
        assertThat(BROWSER.text("parts")).isEqualTo("← earlier");
        long end = (Long) lastSeq();

        link("← earlier").click();
        BROWSER.within(driver -> lastSeq() instanceof Long last && last < end);
        assertThat(BROWSER.text("part")).contains("came behind it.");
        assertThat(BROWSER.text("left-out")).contains("what came behind seq");
        BROWSER.driver().navigate().refresh();
        BROWSER.within(driver -> lastSeq() instanceof Long last && last < end);

        BROWSER.open(URI.create(page + "?from=1"));
        BROWSER.within(driver -> BROWSER.text("part").contains("from seq 1 to"));
        assertThat(BROWSER.text("part")).contains("came behind it.").doesNotContain("before it");
        long first = (Long) lastSeq();
        link("later →").click();
        BROWSER.within(driver -> lastSeq() instanceof Long last && last > first);
        assertThat(BROWSER.text("part")).contains("from seq " + String.format("%,d", first + 1) + " to");

        BROWSER.find("part-asked").sendKeys("50,001", Keys.ENTER);
        BROWSER.within(driver -> BROWSER.text("part").contains("from seq 50,001 to 60,000"));

        BROWSER.find("part-asked").sendKeys("tool:call-9000", Keys.ENTER);
        waitForSelected("call-9000");

        // What is looked for is in another part.
        BROWSER.find("search").sendKeys("question 77");
        BROWSER.find("look-everywhere").click();
        BROWSER.within(driver ->
                BROWSER.text("found-everywhere").startsWith("111 objects in the whole session; the first 100:"));
        BROWSER.find("results-everywhere").findElement(By.tagName("a")).click();
        waitForSelected("conversation_item:305");

        // An address that was passed on leads to the part that has its object; one that nobody knows, to the end.
        BROWSER.open(URI.create(page + "#tool%3Acall-42"));
        waitForSelected("call-42");
        assertThat(BROWSER.text("part")).startsWith("This is the part");
        BROWSER.script("location.hash = 'tool%3Ano%20body'");
        BROWSER.within(driver -> lastSeq() instanceof Long last && last == end);
        assertThat(BROWSER.text("part")).startsWith("No part begins with tool:no body, so this is the end.");

        link("← earlier").click();
        BROWSER.within(driver -> lastSeq() instanceof Long last && last < end);
        link("the end").click();
        BROWSER.within(driver -> lastSeq() instanceof Long last && last == end);
        BROWSER.assertQuiet(page);
    }

    private static void waitForSelected(String id) {
        BROWSER.within(driver ->
                BROWSER.script("return window.tracefold && window.tracefold.selected()") instanceof Map<?, ?> selected
                        && id.equals(selected.get("id")));
    }

    private static WebElement link(String words) {
        return BROWSER.find("parts").findElement(By.linkText(words));
    }

    @Test
    void a_part_leads_to_the_failures_beside_it() throws Exception {
        // A command of that session failed; the part is what came behind it.
        URI page = pages.served("../examples/bundles/small");
        BROWSER.open(page);
        assertThat(BROWSER.all("parts")).isEmpty();
        WebElement failed = BROWSER.find("failures").findElement(Browser.testId("object"));
        String id = String.valueOf(failed.getAttribute("data-id"));

        BROWSER.open(URI.create(page + "?from=20"));
        assertThat(BROWSER.find("failures").findElements(Browser.testId("object")))
                .isEmpty();
        link("← earlier failure").click();

        waitForSelected(id);
        assertThat(BROWSER.text("inspector-status")).contains("failed");
        assertThat(BROWSER.all("failures").get(0).getText()).contains("1");
        BROWSER.assertQuiet(page);
    }

    @Test
    void a_list_of_sessions_leads_to_each_and_back() throws Exception {
        Bundles.copy("small", temp);
        Bundles.copy("agents", temp);
        Bundles.copy("cells", temp);
        URI page = pages.served(temp.toString());
        BROWSER.open(page);
        BROWSER.within(driver -> BROWSER.all("session").size() == 3);
        assertThat(BROWSER.text("home-title")).isEqualTo(temp.toString());

        BROWSER.find("session-search").sendKeys("AGE");
        BROWSER.within(driver -> BROWSER.all("session").size() == 1);
        BROWSER.find("session").click();
        BROWSER.find("overview");
        assertThat(BROWSER.text("agents")).contains("/root/reader");
        BROWSER.driver().navigate().back();
        BROWSER.within(driver -> !BROWSER.all("sessions").isEmpty());
        BROWSER.assertQuiet(page);
    }

    @Test
    void a_home_leads_to_its_rollouts() throws Exception {
        URI page = pages.served("../examples/rollouts");
        BROWSER.open(page);
        BROWSER.within(driver -> BROWSER.all("session").size() == 2);
        BROWSER.find("session-search").sendKeys("nothing is called this");
        BROWSER.within(driver -> BROWSER.all("session").isEmpty());
        BROWSER.driver().navigate().refresh();
        BROWSER.within(driver -> BROWSER.all("session").size() == 2);
        BROWSER.find("session").click();
        BROWSER.find("overview");
        assertThat(BROWSER.all("request")).isNotEmpty();
        BROWSER.assertQuiet(page);
    }

    @Test
    void a_search_that_finds_nothing_says_so() throws Exception {
        Bundles.copy("small", temp);
        Bundles.copy("cells", temp);
        BROWSER.open(pages.served(temp.toString()));
        BROWSER.find("session-search").sendKeys("nothing like this");
        BROWSER.within(driver -> BROWSER.text("sessions-note").equals("No session is like that."));
        assertThat(BROWSER.all("session")).isEmpty();
    }

    @Test
    void a_long_list_comes_a_page_at_a_time() throws Exception {
        for (int i = 0; i < 60; i++) {
            Bundles.copy("small", Files.createDirectory(temp.resolve("n" + i)));
        }
        BROWSER.size(390, 844, true);
        URI page = pages.served(temp.toString());
        BROWSER.open(page);
        BROWSER.within(driver -> BROWSER.all("session").size() == 50);
        assertThat(BROWSER.overflow()).isEmpty();
        BROWSER.find("more-sessions").click();
        BROWSER.within(driver -> BROWSER.all("session").size() == 60);
        assertThat(BROWSER.find("more-sessions").isDisplayed()).isFalse();
        BROWSER.assertQuiet(page);
    }
}
