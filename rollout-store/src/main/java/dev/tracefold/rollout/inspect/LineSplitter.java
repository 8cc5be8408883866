/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.tracefold.model.json.JsonScan;
import dev.tracefold.rollout.internal.Json;
import dev.tracefold.rollout.line.LineParser;

/**
 * Cuts a bad line into the records that it holds and the bytes in between. A record is a whole known line; the next one
 * can start only where a brace and a quote stand, which inside a string, where quotes are escaped, only its end can look
 * like.
 */
final class LineSplitter {
    private final LineParser parser = new LineParser();

    /** A piece of the line: a record, or bytes that are none. */
    record Piece(int start, int length, boolean record) {}

    List<Piece> split(byte[] bytes, int start, int length) {
        List<Piece> pieces = new ArrayList<>();
        int end = start + length;
        int junk = start; // where bytes begin that belong to no record
        int at = nextObject(bytes, start, end);
        while (at < end) {
            int stop = endOfObject(bytes, at, end);
            // One without an envelope is the payload of a torn line.
            if (stop > 0 && parser.parse(bytes, at, stop - at) && !parser.bare()) {
                addJunk(pieces, bytes, junk, at);
                pieces.add(new Piece(at, stop - at, true));
                junk = stop;
            }
            // What is inside a whole object belongs to it, record or not.
            at = nextObject(bytes, stop > 0 ? stop : at + 1, end);
        }
        addJunk(pieces, bytes, junk, end);
        return pieces;
    }

    /** The next place from which an object with a field may go on; the end if there is none. */
    private static int nextObject(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == '{') {
                int name = JsonScan.whitespace(bytes, i + 1, end);
                if (name < end && bytes[name] == '"') {
                    return i;
                }
            }
        }
        return end;
    }

    private static void addJunk(List<Piece> pieces, byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                pieces.add(new Piece(from, to - from, false));
                return;
            }
        }
    }

    /** The position behind the object that starts at {@code at}, or -1. */
    private static int endOfObject(byte[] bytes, int at, int end) {
        try (JsonParser tokens = Json.FACTORY.createParser(bytes, at, end - at)) {
            if (tokens.nextToken() != JsonToken.START_OBJECT) {
                return -1;
            }
            tokens.skipChildren();
            return tokens.currentToken() == JsonToken.END_OBJECT
                    ? at + (int) tokens.currentLocation().getByteOffset()
                    : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
