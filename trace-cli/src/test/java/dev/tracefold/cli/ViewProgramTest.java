/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code tracefold view} as a process. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ViewProgramTest {
    @TempDir
    Path temp;

    private Process process;

    private URI view(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("../examples/bundles/small");
        start(temp, arguments);
        return URI.create(process.inputReader().readLine());
    }

    private void start(Path home, List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temp,
                "-cp",
                System.getProperty("java.class.path"),
                Tracefold.class.getName(),
                "view");
        builder.command().addAll(arguments);
        builder.environment().put("CODEX_HOME", home.toString());
        builder.environment().merge("PATH", temp.toString(), (path, own) -> own + File.pathSeparator + path);
        builder.redirectError(temp.resolve("err.txt").toFile());
        process = builder.start();
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Jobs in the background are often started so, and whom they start is too. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        String ignored = "SigIgn:";
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith(ignored))
                        .anyMatch(line -> (Long.parseUnsignedLong(
                                                line.substring(ignored.length()).strip(), 16)
                                        & 2)
                                != 0);
    }

    @Test
    void an_interrupt_stops_it_and_frees_the_port() throws Exception {
        URI address = view();
        new Socket("127.0.0.1", address.getPort()).close();

        // Who ignores interrupts can be asked to end in another way, which must do the same.
        boolean interrupts = !ignoresInterrupts();
        String signal = interrupts ? "-INT" : "-TERM";
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(interrupts ? 130 : 143);
        assertThatThrownBy(() -> new Socket("127.0.0.1", address.getPort()).close())
                .isInstanceOf(IOException.class);
        assertThat(temp.resolve("err.txt"))
                .content()
                .doesNotContain("Exception")
                .contains("Ctrl-C");
    }

    @Test
    void lists_the_home_of_the_environment_where_nothing_is_named() throws Exception {
        start(Path.of("../examples/rollouts"), List.of());
        URI address = URI.create(process.inputReader().readLine());
        try (var page = address.toURL().openStream()) {
            assertThat(new String(page.readAllBytes(), UTF_8)).contains("name=\"tracefold-mode\" content=\"home\"");
        }
    }

    @Test
    void says_what_can_be_named_where_that_home_has_no_sessions() throws Exception {
        start(temp, List.of());
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(temp.resolve("err.txt")).content().contains(temp + ": name a session, a home, or a directory");
    }

    @Test
    void a_browser_is_given_the_address_where_nobody_else_sees_it() throws Exception {
        Path opener = temp.resolve("xdg-open");
        Path seen = temp.resolve("seen");
        Files.writeString(
                opener,
                "#!/bin/sh\nls -l \"$1\" >'" + seen + ".new'; echo \"$*\" >>'" + seen + ".new'; cat \"$1\" >>'" + seen
                        + ".new'; mv '" + seen + ".new' '" + seen + "'\n");
        Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rwx------"));

        URI address = view("--open");
        for (int i = 0; i < 400 && !Files.exists(seen); i++) {
            Thread.sleep(25);
        }
        List<String> lines = Files.readAllLines(seen);
        assertThat(lines.get(0)).startsWith("-rw-------");
        assertThat(lines.get(1)).endsWith(".html").doesNotContain(address.getPath());
        assertThat(lines.get(2)).contains("url=" + address);
    }
}
