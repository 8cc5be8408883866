/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts of a page, each once; objects refer to them by number. They are written last, when it is known how much room
 * the objects left: the longest are shortened until the rest fits, and if they would become too short to be of use,
 * payloads and then others are dropped, the oldest first. Not to be shared between threads.
 */
final class Texts {
    // Shorter than this, a beginning tells nothing any more.
    private static final int LEAST = 80;

    // Quotes and comma; of one that is not whole, brackets and the number of characters as well.
    private static final int FRAME = 3;
    private static final int FRAME_OF_CUT = 26;

    private final int preview;
    private final List<Text> texts = new ArrayList<>();
    private final Map<Text, Integer> numbers = new HashMap<>();

    /** A beginning, and how long the whole is. */
    private record Text(String beginning, long length, boolean payload) {}

    Texts(int preview) {
        this.preview = preview;
    }

    /** Takes a text in, and gives its number. */
    int number(String text) {
        return number(new Text(cut(text, preview), text.length(), false));
    }

    /** The same for bytes, of which it is not known whether they are text. The length of the whole counts bytes. */
    int number(byte[] utf8) {
        int most = (int) Math.min(utf8.length, 4L * preview + 4);
        CharBuffer chars = CharBuffer.allocate(most);
        CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        decoder.decode(ByteBuffer.wrap(utf8, 0, most), chars, most == utf8.length);
        String text = chars.flip().toString();
        String beginning = cut(text, preview);
        boolean whole = most == utf8.length && beginning.length() == text.length();
        return number(new Text(beginning, whole ? beginning.length() : utf8.length, true));
    }

    private int number(Text text) {
        Integer known = numbers.putIfAbsent(text, texts.size());
        if (known != null) {
            return known;
        }
        texts.add(text);
        return texts.size() - 1;
    }

    /** The beginning of a text; never half a character. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** Writes them as an array, in so many bytes at most; the first of them are the oldest. */
    LeftOut write(JsonGenerator json, long room) throws IOException {
        int cap = cap(room);
        boolean tooShort = cap < LEAST && cap < preview;
        int most = tooShort ? Math.min(LEAST, preview) : cap;
        BitSet dropped = tooShort ? dropped(most, room) : new BitSet();
        int shortened = 0;
        json.writeStartArray();
        for (int i = 0; i < texts.size(); i++) {
            Text text = texts.get(i);
            String shown = dropped.get(i) ? "" : cut(text.beginning, most);
            if (shown.length() == text.length) {
                json.writeString(shown);
            } else {
                shortened += dropped.get(i) ? 0 : 1;
                json.writeStartArray();
                json.writeString(shown);
                json.writeNumber(text.length);
                json.writeEndArray();
            }
        }
        json.writeEndArray();
        return new LeftOut(0, 0, 0, 0, shortened, dropped.cardinality(), most);
    }

    /** The most characters that every text may have. */
    private int cap(long room) {
        int low = 0;
        int high = preview;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (bytes(middle) <= room) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Those that have to go: payloads first, since most of what they say is said elsewhere too. */
    private BitSet dropped(int most, long room) {
        long bytes = bytes(most);
        BitSet dropped = new BitSet();
        for (boolean payloads : new boolean[] {true, false}) {
            for (int i = 0; i < texts.size() && bytes > room; i++) {
                if (texts.get(i).payload == payloads) {
                    bytes += FRAME_OF_CUT - bytes(texts.get(i), most);
                    dropped.set(i);
                }
            }
        }
        return dropped;
    }

    private long bytes(int most) {
        long bytes = 0;
        for (Text text : texts) {
            bytes += bytes(text, most);
        }
        return bytes;
    }

    private static long bytes(Text text, int most) {
        String shown = cut(text.beginning, most);
        return PageJson.length(shown) + (shown.length() == text.length ? FRAME : FRAME_OF_CUT);
    }

    /** What they take at least, with nothing of them said. */
    long least() {
        return (long) FRAME_OF_CUT * texts.size();
    }
}
