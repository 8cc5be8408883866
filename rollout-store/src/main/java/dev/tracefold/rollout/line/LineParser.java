/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.LongPlaces;
import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.Json;

/**
 * Reads the envelope of one line in one pass over its bytes. The whole line is looked at, so what is accepted is one
 * whole JSON object; nothing but the few fields that make a line a known one is kept. Lines in which something is unusual
 * are tokenised, which can tell what is wrong. Reusable, not thread-safe.
 */
public final class LineParser {
    static final String GHOST_SNAPSHOT = "ghost_snapshot";
    static final int LONGEST_ORDINAL = 18; // of which all are numbers that a long holds
    /** What {@link #ordinal()} gives for a line that has none. */
    public static final long NO_ORDINAL = -1;

    private final UsualEnvelope usual = new UsualEnvelope();
    private final StrictUtf8 utf8 = new StrictUtf8();

    private @Nullable String timestamp;
    private @Nullable String typeName;
    private @Nullable LineType type;
    private @Nullable String itemType;
    private int start;
    private int payloadStart;
    private int payloadEnd;
    private long ordinal;
    private int ordinalStart;
    private int ordinalEnd;
    private boolean payloadIsObject;
    private boolean message;
    private boolean bare;
    private boolean sound;
    private String problem = "";

    /**
     * Reads a line.
     *
     * @return whether it is one whole object of a known type; if not, {@link #problem()} says why
     */
    public boolean parse(byte[] bytes, int from, int length) {
        sound = usual.read(bytes, from, from + length);
        type = null;
        bare = false;
        if (!sound) {
            return tokenise(bytes, from, length);
        }
        start = from;
        timestamp = usual.timestamp;
        typeName = usual.typeName;
        itemType = usual.itemType;
        message = usual.message;
        payloadIsObject = true;
        payloadStart = usual.payloadStart - from;
        payloadEnd = usual.payloadEnd - from;
        ordinal = usual.ordinal;
        ordinalStart = usual.ordinalStart - from;
        ordinalEnd = usual.ordinalEnd - from;
        return isKnown();
    }

    /** The same for any line. */
    boolean tokenise(byte[] bytes, int start, int length) {
        sound = false;
        bare = false;
        timestamp = null;
        typeName = null;
        itemType = null;
        payloadStart = -1;
        noOrdinal();
        payloadIsObject = false;
        message = false;
        if (!utf8.holds(bytes, start, length)) {
            return bad("not UTF-8");
        }
        try (JsonParser parser = Json.FACTORY.createParser(bytes, start, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return bad("not a JSON object");
            }
            int opens = (int) parser.currentTokenLocation().getByteOffset();
            bare = readEnvelope(parser);
            if (bare) {
                payloadIsObject = true;
                payloadStart = opens;
                payloadEnd = (int) parser.currentLocation().getByteOffset();
            }
            if (parser.nextToken() != null) {
                return notOneObject("more than one JSON value on the line");
            }
        } catch (JsonProcessingException e) {
            return notOneObject("invalid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return notOneObject("invalid JSON: " + e.getMessage());
        }
        return bare || isKnown();
    }

    /** Reads to the end of the object; true if it is a known one that has no envelope. */
    private boolean readEnvelope(JsonParser parser) throws IOException {
        boolean payload = false;
        boolean id = false;
        String recordType = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("timestamp") && value == JsonToken.VALUE_STRING) {
                timestamp = parser.getText();
            } else if (field.equals("type") && value == JsonToken.VALUE_STRING) {
                typeName = parser.getText();
            } else if (field.equals("id") && value == JsonToken.VALUE_STRING) {
                id = true;
            } else if (field.equals("record_type") && value == JsonToken.VALUE_STRING) {
                recordType = parser.getText();
            } else if (field.equals("ordinal")) {
                readOrdinal(parser, value);
            } else if (field.equals("payload")) {
                payload = true;
                payloadIsObject = value == JsonToken.START_OBJECT;
                if (payloadIsObject) {
                    readPayload(parser);
                } else {
                    parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
        }
        type = payload ? null : BareLine.typeOf(typeName, recordType, id && timestamp != null);
        if (type == null) {
            return false;
        }
        itemType = typeName == null ? recordType : typeName;
        return true;
    }

    private void readOrdinal(JsonParser parser, JsonToken value) throws IOException {
        ordinalStart = (int) parser.currentTokenLocation().getByteOffset();
        boolean counts = value == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= LONGEST_ORDINAL;
        ordinal = counts ? Math.max(NO_ORDINAL, parser.getLongValue()) : NO_ORDINAL;
        parser.skipChildren();
        parser.finishToken();
        ordinalEnd = (int) parser.currentLocation().getByteOffset();
    }

    private void readPayload(JsonParser parser) throws IOException {
        payloadStart = (int) parser.currentLocation().getByteOffset() - 1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("type") && value == JsonToken.VALUE_STRING) {
                itemType = parser.getText();
            } else if (field.equals("message") && value == JsonToken.VALUE_STRING) {
                message = true;
            } else {
                parser.skipChildren();
            }
        }
        payloadEnd = (int) parser.currentLocation().getByteOffset();
    }

    private boolean isKnown() {
        if (typeName == null) {
            return bad("no type");
        }
        type = LineType.named(typeName);
        if (type == null) {
            return bad("unknown type " + typeName);
        }
        if (timestamp == null) {
            return bad("no timestamp");
        }
        if (!payloadIsObject) {
            return bad("no payload object");
        }
        return switch (type) {
            case RESPONSE_ITEM, EVENT_MSG -> itemType != null || bad("no payload type");
            case COMPACTED -> message || bad("no compaction message");
            case SESSION_META,
                    TURN_CONTEXT,
                    WORLD_STATE,
                    INTER_AGENT_COMMUNICATION,
                    INTER_AGENT_COMMUNICATION_METADATA,
                    TOKEN_USAGE_RECORD,
                    RETAINED_CONTEXT,
                    SECURITY_RISK_SCORE,
                    REALTIME_ITEM -> true;
        };
    }

    /** Whether the line just parsed is known to be JSON in the strict sense. */
    boolean sound() {
        return sound;
    }

    private void noOrdinal() {
        ordinal = NO_ORDINAL;
        ordinalStart = -1;
        ordinalEnd = -1;
    }

    private boolean notOneObject(String reason) {
        noOrdinal();
        return bad(reason);
    }

    private boolean bad(String reason) {
        problem = reason;
        return false;
    }

    /** Why the last {@link #parse} returned false. */
    public String problem() {
        return problem;
    }

    /** Whether the line just parsed is one that old versions wrote and nobody reads any more. */
    public boolean obsolete() {
        return type == LineType.RESPONSE_ITEM ? GHOST_SNAPSHOT.equals(itemType) : bare && type == LineType.EVENT_MSG;
    }

    /** Whether the line just parsed has no envelope, as old versions wrote it: the payload is the whole line. */
    public boolean bare() {
        return bare;
    }

    /** The line just parsed, copied out of the buffer. */
    public RolloutLine toLine(ByteLines lines) {
        return new RolloutLine(lines.number(), lines.offset(), lines.copy(), this);
    }

    /** The line just parsed from {@code bytes}, copied. */
    public RolloutLine toLine(long number, long offset, byte[] bytes, int start, int length) {
        return new RolloutLine(number, offset, Arrays.copyOfRange(bytes, start, start + length), this);
    }

    String timestamp() {
        return timestamp == null ? "" : timestamp;
    }

    /** The type of the line just parsed. */
    public LineType type() {
        if (type == null) {
            throw new IllegalStateException("no line was parsed");
        }
        return type;
    }

    /** The payload's own type in the line just parsed. */
    public @Nullable String itemType() {
        return itemType;
    }

    /** Where the payload of the line just parsed starts, counted from the line's first byte. */
    public int payloadStart() {
        return payloadStart;
    }

    public int payloadLength() {
        return payloadEnd - payloadStart;
    }

    int payloadEnd() {
        return payloadEnd;
    }

    /**
     * The number that the line just parsed has in its rollout, as recorders of some versions count lines; {@link
     * #NO_ORDINAL} if it has none. Known of every line that is one JSON object, whether or not it is a known one.
     */
    public long ordinal() {
        return ordinal;
    }

    /** Where the value of the field of that number starts, whatever it is; below 0 if there is no such field. */
    int ordinalStart() {
        return ordinalStart;
    }

    int ordinalEnd() {
        return ordinalEnd;
    }

    /** The fields of the payload of the line just parsed, from that line's start; null if they are not known. */
    @Nullable
    FieldPlaces payloadFields() {
        return sound ? usual.payloadFields(start) : null;
    }

    /** Where long texts of the line just parsed lie, from that line's start. */
    LongPlaces longTexts() {
        return sound ? usual.longTexts(start) : LongPlaces.NONE;
    }
}
