/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a session says is text on the page, and nothing else. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileInBrowserTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @TempDir
    Path temp;

    private final Pages pages = new Pages();
    private String bundle;

    @BeforeEach
    void write() throws Exception {
        BROWSER.size(1280, 900, false);
        bundle = HostileSession.write(temp.resolve("bundle")).toString();
    }

    @AfterEach
    void stop() throws InterruptedException {
        pages.close();
    }

    @Test
    void a_report_shows_it_as_text() {
        holdsToIt(pages.report(bundle, temp));
    }

    @Test
    void the_served_page_shows_it_as_text() throws Exception {
        holdsToIt(pages.served(bundle));
    }

    @Test
    void the_list_of_sessions_shows_it_as_text() throws Exception {
        HostileSession.write(temp.resolve("<img src=x onerror=window.hacked=1>"));
        URI page = pages.served(temp.toString());
        BROWSER.open(page);
        BROWSER.within(driver -> BROWSER.all("session").size() == 2);
        assertThat(body()).contains("<img src=x onerror=window.hacked=1>");
        isClean(2);
        BROWSER.assertQuiet(page);
    }

    private void holdsToIt(URI page) {
        BROWSER.open(page);
        BROWSER.find("overview");
        isClean(2);
        openEverything();
        isClean(2);
        String shown = body();
        for (String text : List.of(
                "<script>window.hacked=1</script>",
                "<img src=x onerror=window.hacked=3>",
                "javascript:window.hacked=6",
                "{{data}}{{script}}")) {
            assertThat(shown).contains(text);
        }
        BROWSER.assertQuiet(page);
    }

    private static String body() {
        return (String) BROWSER.script("return document.body.textContent");
    }

    /** Chooses every object that there is a button for, and opens what is folded. */
    private static void openEverything() {
        BROWSER.find("toggle-list").click();
        BROWSER.find("search").sendKeys("e");
        BROWSER.within(driver -> !BROWSER.all("result").isEmpty());
        Object chosen = BROWSER.script("""
                const results = document.querySelectorAll('[data-testid="result"]').length;
                for (let i = 0; i < results; i++) {
                  document.querySelectorAll('[data-testid="result"]')[i].click();
                  document.querySelectorAll('details').forEach(details => details.open = true);
                  document.querySelectorAll('[data-testid="load-all"]').forEach(button => button.click());
                }
                return results;
                """);
        assertThat((Long) chosen).isGreaterThan(10);
    }

    /** Nothing ran, and there is nothing that could. */
    private static void isClean(int scripts) {
        assertThat(BROWSER.script("return window.hacked === undefined && ({}).hacked === undefined"))
                .isEqualTo(true);
        assertThat(BROWSER.script("return document.scripts.length")).isEqualTo((long) scripts);
        assertThat(
                        BROWSER.script(
                                "return document.querySelectorAll('img,svg,iframe,object,embed,form,base,meta[http-equiv=refresh],link[rel=stylesheet]').length"))
                .isEqualTo(0L);
        assertThat(BROWSER.script("""
                return [...document.querySelectorAll('*')].flatMap(element => [...element.attributes])
                    .filter(attribute => attribute.name.startsWith('on') || attribute.name === 'style' && attribute.ownerElement.tagName === 'STYLE'
                        || ['href', 'src', 'action'].includes(attribute.name) && /^\\s*javascript:/i.test(attribute.value))
                    .map(attribute => attribute.name + '=' + attribute.value);
                """)).isEqualTo(List.of());
    }
}
