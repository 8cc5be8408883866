/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pages to open in a browser; those that are served, are until this is closed. */
final class Pages implements AutoCloseable {
    private final List<Viewing> served = new ArrayList<>();

    URI report(String bundle, Path directory, String... options) {
        Path page = directory.resolve("report.html");
        List<String> words = new ArrayList<>(List.of("report", bundle, "-o", page.toString()));
        words.addAll(List.of(options));
        String[] line = words.toArray(String[]::new);
        StringWriter err = new StringWriter();
        assertThat(Tracefold.commandLine()
                        .execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), List.of(line)))
                .as(err.toString())
                .isZero();
        return page.toUri();
    }

    URI served(String path) throws IOException {
        Viewing view = new Viewing(path);
        served.add(view);
        return view.address();
    }

    @Override
    public void close() throws InterruptedException {
        for (Viewing view : served) {
            view.close();
        }
    }
}
