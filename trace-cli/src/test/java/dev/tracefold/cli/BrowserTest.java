/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a browser, as a report and served. */
class BrowserTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @TempDir
    Path temp;

    private URI report(String bundle) {
        Path page = temp.resolve("report.html");
        String[] line = {"report", bundle, "-o", page.toString()};
        StringWriter err = new StringWriter();
        assertThat(Tracefold.commandLine(line)
                        .setErr(new PrintWriter(err, true))
                        .execute(line))
                .as(err.toString())
                .isZero();
        return page.toUri();
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "agents", "cells"})
    void a_report_opens(String name) {
        URI page = report("../examples/bundles/" + name);
        BROWSER.open(page);
        BROWSER.within(driver -> driver.getTitle().contains("Tracefold"));
        BROWSER.assertQuiet(page);
    }
}
