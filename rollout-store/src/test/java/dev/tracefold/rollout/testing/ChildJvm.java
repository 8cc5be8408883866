/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.testing;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that runs a command of {@link ChildMain}; killed hard when closed. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    public ChildJvm(Object... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName()));
        for (Object part : command) {
            line.add(part.toString());
        }
        process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** The next line that the child prints; null at its end. */
    public String readLine() throws IOException {
        return out.readLine();
    }

    public boolean hasOutput() throws IOException {
        return out.ready();
    }

    /** Lets a waiting child go on. */
    public void go() throws IOException {
        in.write("go\n");
        in.flush();
    }

    public void killHard() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the child did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        killHard();
        out.close();
    }
}
