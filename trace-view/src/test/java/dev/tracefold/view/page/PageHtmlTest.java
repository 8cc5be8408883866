/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import dev.tracefold.view.export.AnySession;

class PageHtmlTest {
    private static final Path SOURCES = Path.of("src", "main", "web");

    private static String page() {
        return Pages.report(Pages.example("agents"), PageBounds.defaults()).text();
    }

    private static String between(String text, String open, String close) {
        int from = text.indexOf(open);
        assertThat(from).as(open).isNotNegative();
        return text.substring(from + open.length(), text.indexOf(close, from + open.length()));
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    @Test
    void the_policy_allows_the_script_and_the_style_that_are_there_and_nothing_else() throws Exception {
        String page = page();

        String policy =
                between(page, "Content-Security-Policy\" content=\"", "\"").replace("&#39;", "'");
        assertThat(policy)
                .isEqualTo("default-src 'none'; script-src " + hash(between(page, "<script>", "</script>"))
                        + "; style-src " + hash(between(page, "<style>", "</style>"))
                        + "; img-src data:; base-uri 'none'; form-action 'none'");
        assertThat(policy).isEqualTo(PageHtml.policy(PageHtml.Mode.REPORT));
    }

    @Test
    void a_page_has_one_script_one_style_and_no_address() {
        String page = page();

        assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(2);
        assertThat(Pattern.compile("</script").matcher(page).results()).hasSize(2);
        assertThat(Pattern.compile("<style").matcher(page).results()).hasSize(1);
        Matcher address =
                Pattern.compile("https?:|src=|url\\(|@import").matcher(page.replace(Pages.embedded(page), ""));
        assertThat(address.find() ? address.group() : "").isEmpty();
    }

    @Test
    void a_server_gets_the_page_without_a_session() {
        String page = new String(PageHtml.served(PageHtml.Mode.SESSION, "a & \"b\" <c>"), UTF_8);

        assertThat(Pages.embedded(page)).isEqualTo("null");
        assertThat(page).contains("name=\"tracefold-mode\" content=\"session\"");
        assertThat(page).contains("<title>a &amp; &quot;b&quot; &lt;c&gt; · Tracefold</title>");
        assertThat(PageHtml.policy(PageHtml.Mode.SESSION)).endsWith("; connect-src 'self'");
        assertThatThrownBy(() -> PageHtml.served(PageHtml.Mode.REPORT, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_a_title_holds_is_not_filled_in_again() {
        String page = new String(PageHtml.served(PageHtml.Mode.HOME, "{{script}}{{data}}"), UTF_8);

        assertThat(page).contains("<title>{{script}}{{data}} · Tracefold</title>");
        assertThat(page).contains("content=\"home\"");
    }

    @Test
    void hostile_words_stay_in_the_data() {
        String page = Pages.report(AnySession.of(7), PageBounds.defaults()).text();
        String data = Pages.embedded(page);

        assertThat(Pattern.compile("</script").matcher(page).results()).hasSize(2);
        assertThat(data.chars().filter(c -> "<>&\u2028\u2029".indexOf(c) >= 0)).isEmpty();
        assertThat(data).contains("\\u003C/script\\u003E");
    }

    @Test
    void the_sources_make_elements_of_names_and_text_alone() throws IOException {
        Pattern dangerous = Pattern.compile(
                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function|setAttribute\\('style|'style':|DOMParser|srcdoc");
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<Path> scripts =
                    files.filter(file -> file.toString().endsWith(".js")).toList();
            assertThat(scripts).hasSizeGreaterThan(10);
            for (Path script : scripts) {
                Matcher found = dangerous.matcher(Files.readString(script));
                assertThat(found.find() ? script + ": " + found.group() : "").isEmpty();
                assertThat(Files.readAllLines(script)).as("lines of %s", script).hasSizeLessThan(420);
            }
        }
        assertThat(Files.readString(SOURCES.resolve("index.html"))).doesNotContain(" on", " style=");
    }
}
