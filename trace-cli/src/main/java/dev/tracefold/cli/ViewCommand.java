/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.rollouts.HomeSessions;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.view.serve.ViewServer;
import dev.tracefold.view.text.Printable;

/** {@code tracefold view}. */
@Command(
        name = "view",
        description = {
            "Shows a session in the browser, and follows it while it is being written.",
            "Of a home, or of a directory of bundles, it lists the sessions first. What cannot be folded is left out.",
            "Only this machine can reach it, and only with the address that is printed. Ctrl-C stops it."
        })
final class ViewCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SESSION",
            description = {
                BundleArgument.HELP,
                "Or a home, or a directory of bundles: then they are listed. If nothing is named, the home of CODEX_HOME, otherwise ~/.codex."
            })
    private @Nullable Path session;

    @Option(names = "--port", paramLabel = "PORT", description = "Listen there; as a rule, on any port that is free.")
    private @Nullable Integer port;

    @Option(names = "--open", description = "Open the address in the browser, too.")
    private boolean open;

    @Override
    public Integer call() throws IOException, Failure {
        if (port != null && (port < 1 || port > LAST_PORT)) {
            throw new ParameterException(spec.commandLine(), "--port wants a number from 1 to " + LAST_PORT + ".");
        }
        Console console = Console.of(spec);
        Path path = session == null ? home() : session;
        ViewServer server = serve(path);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stopping = new Thread(() -> stop(server, stopped), "tracefold-view-stop");
        Runtime.getRuntime().addShutdownHook(stopping);
        try (server) {
            Reading.note(server.noticed(), console);
            announce(path, server.address(), console);
            stopped.await();
        } catch (InterruptedException told) {
            Runtime.getRuntime().removeShutdownHook(stopping);
        }
        return 0;
    }

    private static Path home() throws IOException, Failure {
        Path home = RolloutHome.locate(null, System.getenv()).root();
        if (!HomeSessions.isHome(home)) {
            throw new Failure(
                    Failure.USAGE,
                    "no session is named, and there are none in " + Printable.line(home.toString())
                            + ": name a session, a home, or a directory of bundles.");
        }
        return home;
    }

    private void announce(Path path, URI address, Console console) {
        console.print(address.toString());
        console.note(Printable.line(path.toString())
                + " is there for whoever has this address and is on this machine. Ctrl-C stops it.");
        if (open) {
            Browsers.open(address).ifPresent(problem -> console.note("note: " + problem));
        }
    }

    private static void stop(ViewServer server, CountDownLatch stopped) {
        try {
            server.close();
        } catch (IOException e) {
            // The process ends anyway.
        }
        stopped.countDown();
    }

    private ViewServer serve(Path path) throws IOException, Failure {
        int wanted = port == null ? 0 : port;
        try {
            if (HomeSessions.isHome(path)) {
                return ViewServer.ofSessions(HomeSessions.of(path, Sessions::open), wanted);
            }
            if (Files.isDirectory(path) && !BundleArgument.all(List.of(path)).equals(List.of(path))) {
                return ViewServer.ofSessions(new BundleSessions(path), wanted);
            }
            Path one = BundleArgument.one(path);
            return ViewServer.ofSession(() -> Sessions.open(one), wanted);
        } catch (BindException e) {
            throw new Failure(
                    Failure.ENVIRONMENT,
                    "port " + wanted + " is not to be had: " + e.getMessage()
                            + ". Name another with --port, or leave it out.");
        } catch (ReplayException e) {
            throw Reading.failure(path, e.error());
        }
    }
}
