/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The browser tells of what the tests of pages rely on it to tell. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @TempDir
    Path temp;

    private URI page(String html) throws IOException {
        Path file = temp.resolve("page.html");
        Files.writeString(file, "<!doctype html><title>t</title>" + html);
        BROWSER.open(file.toUri());
        return file.toUri();
    }

    @Test
    void a_page_that_does_nothing_is_quiet() throws Exception {
        BROWSER.assertQuiet(page("<p>nothing"));
    }

    @Test
    void a_request_to_another_machine_is_noticed() throws Exception {
        URI page = page("<img src=http://tracefold.example/x.png>");
        BROWSER.within(driver -> !BROWSER.complaints().isEmpty());
        assertThatThrownBy(() -> BROWSER.assertQuiet(page)).isInstanceOf(AssertionError.class);

        page("<img src=http://tracefold.example/x.png>");
        assertThat(BROWSER.requests()).contains(URI.create("http://tracefold.example/x.png"));
    }

    @Test
    void an_error_of_the_script_is_noticed() throws Exception {
        URI page = page("<script>throw new Error('no')</script>");
        assertThatThrownBy(() -> BROWSER.assertQuiet(page)).hasMessageContaining("Uncaught Error: no");
    }

    @Test
    void what_a_policy_stopped_is_noticed() throws Exception {
        URI page = page("<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\"><script>1</script>");
        assertThatThrownBy(() -> BROWSER.assertQuiet(page)).hasMessageContaining("Content Security Policy");
    }

    @Test
    void what_is_too_wide_is_noticed() throws Exception {
        BROWSER.size(390, 844, true);
        page("<meta name=viewport content='width=device-width, initial-scale=1'><p style='width:500px'>wide");
        assertThat(BROWSER.overflow()).isNotEmpty();
    }
}
