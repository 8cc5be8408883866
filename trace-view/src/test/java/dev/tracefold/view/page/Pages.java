/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.view.lookup.Node;

/** Pages of sessions, taken apart. */
final class Pages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Pages() {}

    /** What was written, and what that left out. */
    record Written(byte[] bytes, LeftOut leftOut) {
        JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String text() {
            return new String(bytes, UTF_8);
        }
    }

    static Path example(String name) {
        return Path.of("..", "examples", "bundles", name);
    }

    static Written data(Path bundle, PageBounds bounds) {
        return of(bundle, bounds, false);
    }

    static Written report(Path bundle, PageBounds bounds) {
        return of(bundle, bounds, true);
    }

    /** Of a session that refers to one more payload. */
    static Written data(Path bundle, PayloadRef more) {
        return of(bundle, PageBounds.defaults(), false, more);
    }

    /** Of what was going on from some event on. */
    static Written since(Path bundle, long seq) {
        return part(bundle, (int) Math.max(0, seq - 1), Integer.MAX_VALUE);
    }

    /** The seq of the event with which an object came. */
    static @Nullable Long seqOf(Path bundle, Node node) {
        Moments moments = new Moments();
        try (TraceSource source = Bundle.open(bundle)) {
            SessionGraph graph = Replay.salvage(bundle).run(moments).state().view();
            return new PageData(graph, moments, source, PageBounds.defaults()).seqOf(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReplayException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same, for so many events; the place of the first is one less than its seq in all examples. */
    static Written part(Path bundle, int first, int most) {
        Moments moments = new Moments();
        try (TraceSource source = Bundle.open(bundle)) {
            SessionGraph graph = Replay.salvage(bundle).run(moments).state().view();
            return write(new PageData(graph, moments, source, PageBounds.defaults()).part(first, most), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReplayException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What fits into those bounds of the end. */
    static Written fitting(Path bundle, PageBounds bounds) {
        return fitting(bundle, bounds, PageData::writeWhatFits);
    }

    /** The same from some event on. */
    static Written fitting(Path bundle, PageBounds bounds, long seq) {
        return fitting(bundle, bounds, (data, writing) -> data.writeWhatFits(seq, Integer.MAX_VALUE, writing));
    }

    private interface Fitting {
        LeftOut write(PageData data, PageData.Writing writing) throws IOException;
    }

    private static Written fitting(Path bundle, PageBounds bounds, Fitting fitting) {
        Moments moments = new Moments();
        try (TraceSource source = Bundle.open(bundle)) {
            SessionGraph graph = Replay.salvage(bundle).run(moments).state().view();
            var bytes = new ByteArrayOutputStream();
            LeftOut leftOut = fitting.write(new PageData(graph, moments, source, bounds), part -> {
                bytes.reset();
                return part.write(bytes);
            });
            return new Written(bytes.toByteArray(), leftOut);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReplayException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Written of(Path bundle, PageBounds bounds, boolean page, PayloadRef... more) {
        Moments moments = new Moments();
        try (TraceSource source = Bundle.open(bundle)) {
            RolloutTrace graph = Replay.salvage(bundle).run(moments).graph();
            Map<PayloadId, PayloadRef> payloads = new LinkedHashMap<>(graph.rawPayloads());
            for (PayloadRef ref : more) {
                payloads.put(ref.payloadId(), ref);
            }
            graph = graph.withRawPayloads(payloads);
            return write(new PageData(graph, moments, source, bounds), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReplayException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The page of a graph that no session is behind. */
    static Written report(RolloutTrace graph, PageBounds bounds) {
        try {
            return write(new PageData(graph, new Moments(), new Lost(), bounds), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Written write(PageData data, boolean page) throws IOException {
        var bytes = new ByteArrayOutputStream();
        LeftOut leftOut = page ? PageHtml.report(data, bytes) : data.write(bytes);
        return new Written(bytes.toByteArray(), leftOut);
    }

    /** What stands in the page's element for data. */
    static String embedded(String page) {
        String open = "<script type=\"application/json\" id=\"tracefold-data\">";
        int from = page.indexOf(open) + open.length();
        return page.substring(from, page.indexOf("</script>", from));
    }

    /** A list of items, as the page's script puts it together. */
    static List<Integer> list(JsonNode data, int number) {
        JsonNode list = data.get("lists").get(number);
        List<Integer> items = new ArrayList<>();
        if (list.get(0).asInt() >= 0) {
            items.addAll(list(data, list.get(0).asInt()).subList(0, list.get(1).asInt()));
        }
        for (int i = 3; i < list.size(); i++) {
            int item = list.get(i).asInt();
            items.addAll(item < 0 ? Collections.nCopies(-item, -1) : List.of(item));
        }
        return items;
    }

    /** The same with those at its beginning that the page does not have; each of these is -1. */
    static List<Integer> wholeList(JsonNode data, int number) {
        List<Integer> items = new ArrayList<>(
                Collections.nCopies(data.get("lists").get(number).get(2).asInt(), -1));
        items.addAll(list(data, number));
        return items;
    }

    /** All objects by number. */
    static List<JsonNode> objects(JsonNode data) {
        List<JsonNode> objects = new ArrayList<>();
        data.get("objects").forEach(kind -> kind.forEach(objects::add));
        return objects;
    }

    /** A session of which no payload is left. */
    private static final class Lost implements TraceSource {
        @Override
        public Path location() {
            return Path.of("lost");
        }

        @Override
        public TraceManifest manifest() {
            throw new UnsupportedOperationException();
        }

        @Override
        public EventLog events() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Payload payload(PayloadRef ref) throws IOException {
            throw new IOException("there is none");
        }
    }
}
