/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;
import dev.tracefold.view.text.Printable;

/** The payload files behind an object. */
final class RawPayloads {
    private final Path argument;
    private final Reading reading;
    private final RolloutTrace graph;
    private final Console console;

    RawPayloads(Path argument, Reading reading, RolloutTrace graph, Console console) {
        this.argument = argument;
        this.reading = reading;
        this.graph = graph;
        this.console = console;
    }

    /**
     * Prints one payload that is named in full: where it lies is in the log, so nothing need be reduced.
     *
     * @return false if no event names it
     */
    static boolean printOne(Path argument, String id, Reading reading, Console console) throws IOException, Failure {
        PayloadRef found = null;
        try (TraceSource session = reading.open(argument);
                EventLog log = session.events()) {
            while (log.advance()) {
                RawTraceEvent event = log.event();
                if (event == null) {
                    // What is to become of a log that breaks off is decided elsewhere.
                    return false;
                }
                if (reading.reaches(event.seq())) {
                    for (PayloadRef ref : event.payload().payloads()) {
                        // The last reference counts.
                        found = ref.payloadId().value().equals(id) ? ref : found;
                    }
                }
            }
            if (found != null) {
                session.expect(List.of(found));
                print(session, found, console);
            }
            return found != null;
        } catch (ReplayException e) {
            throw Reading.failure(argument, e.error());
        }
    }

    private static void print(TraceSource session, PayloadRef ref, Console console)
            throws IOException, ReplayException {
        console.print(console.ink().bold("── " + Printable.line(ref.payloadId() + "  " + ref.path())));
        String text = new String(session.payload(ref).bytes(), UTF_8);
        Printable.lines(text).forEach(console::print);
    }

    /**
     * Prints them, each behind its name.
     *
     * @param object the fields of the object; whatever in them names a payload is one
     */
    void print(Node node, JsonObject object) throws IOException, Failure {
        Set<PayloadRef> payloads = new LinkedHashSet<>();
        if (node.kind() == NodeKind.PAYLOAD) {
            collect(new JsonString(node.id()), payloads);
        }
        JsonValue fields = object.field("object");
        if (fields != null) {
            collect(fields, payloads);
        }
        if (payloads.isEmpty()) {
            throw new Failure(Failure.USAGE, "no payload lies behind " + Printable.line(node.toString()) + ".");
        }
        try (TraceSource session = reading.open(argument)) {
            session.expect(payloads);
            for (PayloadRef ref : payloads) {
                print(session, ref, console);
            }
        } catch (ReplayException e) {
            throw Reading.failure(argument, e.error());
        }
    }

    private void collect(JsonValue value, Set<PayloadRef> payloads) {
        if (value instanceof JsonString string) {
            PayloadRef ref = graph.rawPayloads().get(new PayloadId(string.value()));
            if (ref != null) {
                payloads.add(ref);
            }
        } else if (value instanceof JsonArray array) {
            array.values().forEach(element -> collect(element, payloads));
        } else if (value instanceof JsonObject object) {
            object.fields().values().forEach(field -> collect(field, payloads));
        }
    }
}
