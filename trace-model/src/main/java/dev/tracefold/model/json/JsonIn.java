/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A JSON text that is being read, and where in it we are. Belongs to one thread. */
final class JsonIn {
    private static final int MOST_DEPTH = 1000;

    /** Images travel as base64, so strings have no limit; depth has the one that the format names. */
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private final JsonParser parser;
    private final long firstLine;
    private final boolean checkSurrogates;
    private int mostDepth = MOST_DEPTH;

    private JsonIn(JsonParser parser, long firstLine, boolean checkSurrogates) {
        this.parser = parser;
        this.firstLine = firstLine;
        this.checkSurrogates = checkSurrogates;
    }

    /** Reads exactly one JSON text. */
    static <T> T read(Codec<T> codec, byte[] utf8, int from, int to, long line) throws MalformedJsonException {
        Utf8.Finding finding = Utf8.scan(utf8, from, to);
        if (finding == Utf8.Finding.INVALID) {
            throw new MalformedJsonException(line, 1, "", "the bytes are not UTF-8");
        }
        try (JsonParser parser = FACTORY.createParser(utf8, from, to - from)) {
            return new JsonIn(parser, line, finding == Utf8.Finding.SURROGATE_ESCAPES).whole(codec);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    /** Reads exactly one JSON text from a stream, which stays open. */
    static <T> T read(Codec<T> codec, InputStream utf8) throws IOException, MalformedJsonException {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            return new JsonIn(parser, 1, true).whole(codec);
        }
    }

    private <T> T whole(Codec<T> codec) throws IOException, MalformedJsonException {
        try {
            if (parser.nextToken() == null) {
                throw malformed("expected JSON, found nothing");
            }
            T value = codec.read(this);
            if (parser.nextToken() != null) {
                throw expected("nothing more");
            }
            return value;
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            throw malformed(location, "this is not JSON: " + e.getOriginalMessage());
        }
    }

    @Nullable
    JsonToken token() {
        return parser.currentToken();
    }

    void next() throws IOException {
        parser.nextToken();
    }

    /** Moves to the next field of the current object and gives its name; null at the end of the object. */
    @Nullable
    String nextField() throws IOException, MalformedJsonException {
        String name = parser.nextFieldName();
        return name == null ? null : checked(name);
    }

    /** From now on the text counts as nested in so many levels of another. */
    void nestedIn(int levels) {
        mostDepth = MOST_DEPTH - levels;
    }

    /** Refuses to go deeper than a text may; the parser itself does not know of levels around it. */
    void refuseDepth() throws MalformedJsonException {
        if (mostDepth < MOST_DEPTH && parser.getParsingContext().getNestingDepth() > mostDepth) {
            throw malformed("this is nested deeper than " + MOST_DEPTH + " levels");
        }
    }

    /** Skips the current value. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    void require(JsonToken token, String what) throws MalformedJsonException {
        if (parser.currentToken() != token) {
            throw expected(what);
        }
    }

    String string() throws IOException, MalformedJsonException {
        require(JsonToken.VALUE_STRING, "a string");
        return checked(parser.getText());
    }

    /** The digits of the current number. */
    String digits() throws IOException {
        return parser.getText();
    }

    long int64() throws IOException, MalformedJsonException {
        require(JsonToken.VALUE_NUMBER_INT, "an integer");
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw expected("an integer of 64 bits");
        }
        return parser.getLongValue();
    }

    /**
     * A reader of what is left of the current object, which this one skips. Used where the field that says what an
     * object is does not come first, as it does with every writer that we know.
     */
    Rest rest() throws IOException {
        TokenBuffer buffer = new TokenBuffer(parser);
        buffer.writeStartObject();
        while (parser.currentToken() == JsonToken.FIELD_NAME) {
            buffer.copyCurrentStructure(parser);
            parser.nextToken();
        }
        buffer.writeEndObject();
        return new Rest(buffer);
    }

    /** What was left of an object, kept so that it can be read twice. */
    final class Rest {
        private final TokenBuffer buffer;

        private Rest(TokenBuffer buffer) {
            this.buffer = buffer;
        }

        /** A reader whose current token opens the object. */
        JsonIn reader() throws IOException {
            JsonIn copy = new JsonIn(buffer.asParser(parser), firstLine, checkSurrogates);
            copy.next();
            return copy;
        }
    }

    private String checked(String text) throws MalformedJsonException {
        if (checkSurrogates && Utf8.hasLoneSurrogate(text)) {
            throw malformed("this is not JSON: a surrogate stands alone in a string");
        }
        return text;
    }

    MalformedJsonException expected(String what) {
        return malformed("expected " + what + ", found " + found());
    }

    private String found() {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return "the end of the text";
        }
        try {
            return switch (token) {
                case START_OBJECT, END_OBJECT -> "an object";
                case START_ARRAY, END_ARRAY -> "an array";
                case VALUE_STRING -> "the string \"" + shortened(parser.getText()) + "\"";
                case VALUE_NULL, VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    shortened(parser.getText());
                case FIELD_NAME -> "the field " + shortened(parser.getText());
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> token.toString();
            };
        } catch (IOException unreadable) {
            return "something unreadable";
        }
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    MalformedJsonException malformed(String problem) {
        return malformed(parser.currentTokenLocation(), problem);
    }

    private MalformedJsonException malformed(JsonLocation location, String problem) {
        long line = firstLine + Math.max(0, location.getLineNr() - 1);
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        String field = pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
        return new MalformedJsonException(line, Math.max(1, location.getColumnNr()), field, problem);
    }
}
