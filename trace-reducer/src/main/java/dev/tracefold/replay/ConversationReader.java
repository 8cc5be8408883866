/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.JsonPiece;
import dev.tracefold.model.json.JsonScan;
import dev.tracefold.model.json.LongPlaces;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.PiecedObject;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.reducer.body.BodyException;
import dev.tracefold.reducer.body.ConversationBody;
import dev.tracefold.reducer.body.NormalizedItem;
import dev.tracefold.reducer.body.Texts;

/**
 * The fast way to read bodies that carry items: their arrays go through an {@link ArrayReader}, the rest is parsed. A
 * body in which anything is unusual is read the plain way, so that there is one place that says what is wrong with it.
 * Belongs to one thread.
 */
final class ConversationReader {
    private final Texts texts = new Texts();
    private final ArrayReader arrays = new ArrayReader(texts);
    private byte[] lastRest = new byte[0];
    private JsonObject lastFields = new JsonObject(Map.of());

    /**
     * Reads a body.
     *
     * @throws BodyException as the plain way does
     */
    ConversationBody read(byte[] body, ConversationBody.Form form) throws BodyException {
        ConversationBody fast = tryRead(body, form);
        return fast != null ? fast : ConversationBody.of(SourcePayloads.parse(body), form);
    }

    /** Reads a body of another kind, of which long texts are shared with those of conversations. */
    JsonValue json(byte[] body) throws BodyException {
        return SourcePayloads.parse(body, texts.in(null, LongPlaces.NONE));
    }

    /** The same for one that is at hand in pieces; null if it has to be read. */
    @Nullable
    JsonValue json(PiecedObject body) {
        try {
            return body.arrays() == 0 ? body.fields(arrays::value) : null;
        } catch (MalformedJsonException thePlainWayKnowsWhy) {
            return null;
        }
    }

    /** Puts a body together that is at hand in pieces; null if it has to be read. */
    @Nullable
    ConversationBody read(PiecedObject body, ConversationBody.Form form) {
        if (body.arrays() != form.arrays().size()) {
            return null;
        }
        Map<String, List<NormalizedItem>> items = new HashMap<>(2);
        for (String name : form.arrays()) {
            List<? extends JsonPiece> array = body.array(name);
            List<NormalizedItem> read = array == null ? null : arrays.read(array);
            if (read == null) {
                return null;
            }
            items.put(name, read);
        }
        try {
            return new ConversationBody(items, body.fields(arrays::value));
        } catch (MalformedJsonException thePlainWayKnowsWhy) {
            return null;
        }
    }

    private @Nullable ConversationBody tryRead(byte[] body, ConversationBody.Form form) {
        Map<String, List<NormalizedItem>> items = new HashMap<>();
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        int copied = 0;
        int i = JsonScan.whitespace(body, 0, body.length);
        if (i == body.length || body[i] != '{') {
            return null;
        }
        i = JsonScan.whitespace(body, i + 1, body.length);
        while (i < body.length && body[i] == '"') {
            int nameEnd = JsonScan.string(body, i, body.length);
            int colon = nameEnd < 0 ? -1 : JsonScan.whitespace(body, nameEnd, body.length);
            if (colon < 0 || colon == body.length || body[colon] != ':' || escapes(body, i, nameEnd)) {
                return null;
            }
            String array = arrayName(body, i, nameEnd, form);
            int value = JsonScan.whitespace(body, colon + 1, body.length);
            int end;
            if (array == null) {
                end = JsonScan.value(body, value, body.length);
            } else {
                KnownArray read = value < body.length && body[value] == '[' ? arrays.read(body, value) : null;
                // A name that comes twice has the last of its values; the plain way knows.
                if (read == null || items.put(array, listOf(read)) != null) {
                    return null;
                }
                rest.write(body, copied, value + 1 - copied);
                end = read.end();
                copied = end - 1;
            }
            if (end < 0) {
                return null;
            }
            i = JsonScan.whitespace(body, end, body.length);
            if (i < body.length && body[i] == ',') {
                i = JsonScan.whitespace(body, i + 1, body.length);
            }
        }
        rest.write(body, copied, body.length - copied);
        return items.size() == form.arrays().size() ? withRest(items, rest.toByteArray(), form) : null;
    }

    /** A name with escapes may be any name; the plain way knows. */
    private static boolean escapes(byte[] body, int from, int to) {
        for (int i = from; i < to; i++) {
            if (body[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** The name of an array of the form; null for other names. */
    private static @Nullable String arrayName(byte[] body, int from, int to, ConversationBody.Form form) {
        for (String name : form.arrays()) {
            if (JsonScan.says(body, from + 1, to - 1, name)) {
                return name;
            }
        }
        return null;
    }

    private static List<NormalizedItem> listOf(KnownArray array) {
        List<NormalizedItem> items = new ArrayList<>(array.items().length);
        for (NormalizedItem item : array.items()) {
            if (item != null) {
                items.add(item);
            }
        }
        return Collections.unmodifiableList(items);
    }

    /** The body without its items, which is JSON if the body is. Mostly it is what it was in the body before. */
    private @Nullable ConversationBody withRest(
            Map<String, List<NormalizedItem>> items, byte[] rest, ConversationBody.Form form) {
        if (!Arrays.equals(rest, lastRest)) {
            try {
                if (!(Json.parse(rest) instanceof JsonObject object)) {
                    return null;
                }
                lastFields = object;
                lastRest = rest;
            } catch (MalformedJsonException e) {
                return null;
            }
        }
        JsonObject fields = lastFields;
        for (String name : form.arrays()) {
            fields = fields.without(name);
        }
        return new ConversationBody(items, fields);
    }
}
