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
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.rollouts.HomeSessions;
import dev.tracefold.cli.session.BundleSessions;
import dev.tracefold.cli.session.Progress;
import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionFinder;
import dev.tracefold.cli.session.WithAgents;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.view.serve.ViewServer;
import dev.tracefold.view.text.Printable;

/** {@code tracefold view}. */
final class ViewCommand implements Command {
    private static final int LAST_PORT = 65_535;

    private @Nullable Path session;
    private @Nullable Integer port;
    private final WithAgents agents = new WithAgents();
    private boolean open;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Shows a session in the browser, and follows it while it is being written.",
                "Of a home, or of a directory of bundles, it lists the sessions first. What cannot be folded is left out.",
                "Only this machine can reach it, and only with the address that is printed. Ctrl-C stops it.");
        syntax.argument(
                "SESSION",
                SessionFinder.HELP + "\n"
                        + "Or a home, or a directory of bundles: then they are listed. If nothing is named, the home of CODEX_HOME, otherwise ~/.codex.",
                Times.AT_MOST_ONCE,
                Value.PATH,
                value -> session = value);
        syntax.option(
                "--port",
                "PORT",
                "Listen there; as a rule, on any port that is free.",
                Value.INTEGER,
                value -> port = value);
        agents.declare(syntax);
        syntax.flag("--open", "Open the address in the browser, too.", () -> open = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        if (port != null && (port < 1 || port > LAST_PORT)) {
            throw new UsageError("--port wants a number from 1 to " + LAST_PORT + ".");
        }
        Path path = session == null ? home() : session;
        ViewServer server = serve(path, console);
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

    private ViewServer serve(Path path, Console console) throws IOException, Failure {
        int wanted = port == null ? 0 : port;
        try {
            if (HomeSessions.isHome(path)) {
                return ViewServer.ofSessions(HomeSessions.of(path, agents::open), wanted);
            }
            if (Files.isDirectory(path) && !SessionFinder.all(List.of(path)).equals(List.of(path))) {
                return ViewServer.ofSessions(new BundleSessions(path), wanted);
            }
            Path one = SessionFinder.one(path);
            try (Progress progress = new Progress(console, "reading", List.of(one), agents)) {
                return ViewServer.ofSession(() -> agents.open(one, progress), wanted);
            }
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
