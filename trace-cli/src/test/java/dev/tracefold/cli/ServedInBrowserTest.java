/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
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
