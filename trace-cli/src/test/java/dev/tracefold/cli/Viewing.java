/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** {@code tracefold view} while it serves, until it is closed. */
final class Viewing implements AutoCloseable {
    private final StringWriter err = new StringWriter();
    private final int[] exitCode = {-1};
    private final Thread thread;
    private final URI address;

    Viewing(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("view"));
        line.addAll(List.of(arguments));
        String[] words = line.toArray(String[]::new);
        PipedReader read = new PipedReader();
        PrintWriter out = new PrintWriter(new PipedWriter(read), true);
        this.thread = new Thread(() -> {
            exitCode[0] = Tracefold.commandLine().execute(out, new PrintWriter(err, true), List.of(words));
            out.close();
        });
        thread.start();
        String first = new BufferedReader(read).readLine();
        assertThat(first).as(err.toString()).isNotNull();
        this.address = URI.create(first);
    }

    URI address() {
        return address;
    }

    String err() {
        return err.toString();
    }

    HttpResponse<String> get(String relative) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address.resolve(relative)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As Ctrl-C would, but for the end of the process. */
    int stop() throws InterruptedException {
        thread.interrupt();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
        return exitCode[0];
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
