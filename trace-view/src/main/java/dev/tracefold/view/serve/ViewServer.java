/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

import dev.tracefold.replay.Diagnostic;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.view.page.PageHtml;

/**
 * Serves sessions to a browser on this machine, until it is closed. Whoever is to look at them is given the
 * {@link #address}, with the token in it; to everybody else there is nothing here.
 */
public final class ViewServer implements Closeable {
    // Each page that follows a session keeps one; behind the last one, connections are dropped.
    private static final int MOST_THREADS = 64;

    static {
        // Heads and bodies are written one after the other; without this, the second waits for the first to be
        // confirmed.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Somebody who never finishes a request would keep a thread.
        if (System.getProperty("sun.net.httpserver.maxReqTime") == null) {
            System.setProperty("sun.net.httpserver.maxReqTime", "20");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Access access;
    private final SessionCatalog catalog;
    private final boolean single;
    private final OpenSessions sessions;
    private final SessionRequests sessionRequests;
    private final HomeRequests homeRequests;

    private ViewServer(HttpServer server, SessionCatalog catalog) {
        this.server = server;
        this.threads = threads();
        this.access = Access.random(server.getAddress().getPort());
        this.catalog = catalog;
        this.single = catalog instanceof OneSession;
        this.sessions = new OpenSessions(catalog);
        this.sessionRequests = new SessionRequests(sessions);
        this.homeRequests = new HomeRequests(catalog);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /**
     * Serves one session. It is opened at once, so that whoever asked for it hears what is wrong with it.
     *
     * @param port where to listen; 0 for any that is free
     * @throws ReplayException if it cannot be made sense of
     * @throws IOException if it cannot be read, or if the port is taken
     */
    public static ViewServer ofSession(TraceSource.Opener session, int port) throws IOException, ReplayException {
        ViewServer server = start(new OneSession(session), port);
        try (OpenSessions.Lease first = server.sessions.lease(OneSession.ID).orElseThrow()) {
            first.session().graph();
            return server;
        } catch (IOException | ReplayException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Serves a list of sessions, each of which is opened when somebody looks at it.
     *
     * @throws IOException if the port is taken
     */
    public static ViewServer ofSessions(SessionCatalog catalog, int port) throws IOException {
        return start(catalog, port);
    }

    private static ViewServer start(SessionCatalog catalog, int port) throws IOException {
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        ViewServer server = new ViewServer(HttpServer.create(new InetSocketAddress(here, port), 0), catalog);
        server.server.start();
        return server;
    }

    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(2, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "tracefold-view-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What to open in a browser. It holds the token, so it is for nobody else. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + access.token() + "/"
                + (single ? "s/" + OneSession.ID + "/" : ""));
    }

    /**
     * What was left out of the one session, or is missing from it, so far; empty where there are many.
     *
     * @throws IOException if it cannot be read any more
     */
    public List<Diagnostic> noticed() throws IOException {
        try (OpenSessions.@Nullable Lease lease =
                single ? sessions.lease(OneSession.ID).orElse(null) : null) {
            return lease == null ? List.of() : lease.session().noticed();
        } catch (ReplayException e) {
            return List.of();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Reply reply = new Reply(exchange);
        try (exchange) {
            try {
                answer(exchange, reply);
            } catch (IOException | UncheckedIOException e) {
                // Where the answer has begun, all that can be done is to break it off: the browser notices.
                if (!reply.begun()) {
                    reply.problem(500, "it cannot be read: " + e.getMessage());
                }
            } catch (RuntimeException e) {
                if (!reply.begun()) {
                    reply.problem(500, "this is a bug in tracefold: " + e);
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void answer(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
        Address address = Address.of(exchange.getRequestURI());
        if (!access.admits(exchange, address)) {
            reply.missing();
            return;
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            reply.onlyReading();
            return;
        }
        route(address, reply);
    }

    private void route(Address address, Reply reply) throws IOException, InterruptedException {
        List<String> parts = address.parts();
        if (parts.isEmpty()) {
            reply.elsewhere(access.token() + "/");
        } else if (parts.size() == 1) {
            home(parts.get(0), address, reply);
        } else if (parts.size() > 2 && parts.get(0).equals("s")) {
            sessionRequests.answer(parts.get(1), parts.subList(2, parts.size()), address.query(), reply);
        } else {
            reply.missing();
        }
    }

    private void home(String what, Address address, Reply reply) throws IOException {
        if (single) {
            if (what.isEmpty()) {
                reply.elsewhere("s/" + OneSession.ID + "/");
            } else {
                reply.missing();
            }
            return;
        }
        switch (what) {
            case "" -> reply.page(PageHtml.Mode.HOME, catalog.title());
            case "sessions.json" -> homeRequests.answer(address.query(), reply);
            default -> reply.missing();
        }
    }

    /** Ends what is under way, and gives back the port. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        server.stop(0);
        sessions.close();
    }
}
