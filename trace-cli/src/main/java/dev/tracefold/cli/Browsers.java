/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The browser that somebody has on this machine. */
final class Browsers {
    private static final List<String> OPENERS = List.of("xdg-open", "open");

    private Browsers() {}

    /**
     * Opens an address. Everybody on the machine sees what programs are started with, so the address, which holds a token,
     * goes by way of a file that nobody else can read.
     *
     * @return why it could not be done, if so
     */
    static Optional<String> open(URI address) {
        Optional<Path> opener =
                OPENERS.stream().flatMap(name -> onPath(name).stream()).findFirst();
        if (opener.isEmpty()) {
            return Optional.of("neither xdg-open nor open is there to start a browser with; open the address by hand.");
        }
        try {
            // Temporary files are made for their owner alone.
            Path file = Files.createTempFile("tracefold-view-", ".html");
            file.toFile().deleteOnExit();
            Files.writeString(file, page(address), UTF_8);
            new ProcessBuilder(opener.get().toString(), file.toString())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("no browser could be started; open the address by hand.");
        }
    }

    /** A page that does nothing but lead on; what is in the address needs no escapes. */
    private static String page(URI address) {
        return "<!doctype html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">"
                + "<meta http-equiv=\"refresh\" content=\"0;url=" + address + "\"><title>Tracefold</title>";
    }

    private static Optional<Path> onPath(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path file = Path.of(directory, program);
            if (!directory.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
