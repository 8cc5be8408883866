/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.History;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.value.LongText;

/**
 * JSON on its way out, in the two layouts that the format has: compact, and indented by two spaces with {@code "key":
 * value}, {@code []} and {@code {}} when empty, and no end of line at the end. A state has millions of ids in lists, so
 * this is a loop over a buffer and little else. Belongs to one thread.
 */
final class JsonOut {
    private static final int BUFFER = 1 << 16;
    private static final int SMALL_BUFFER = 1 << 9;
    private static final int LONGEST_CHAR = 6;
    private static final int LONG_TEXT = 64;
    private static final int LONGEST_AT_ONCE = 1 << 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte LONG_ESCAPE = 1;
    /** The letters of escapes; zero for what needs none. */
    private static final byte[] SHORT_ESCAPES = new byte[128];

    static {
        Arrays.fill(SHORT_ESCAPES, 0, 0x20, LONG_ESCAPE);
        SHORT_ESCAPES['\b'] = 'b';
        SHORT_ESCAPES['\t'] = 't';
        SHORT_ESCAPES['\n'] = 'n';
        SHORT_ESCAPES['\f'] = 'f';
        SHORT_ESCAPES['\r'] = 'r';
        SHORT_ESCAPES['"'] = '"';
        SHORT_ESCAPES['\\'] = '\\';
    }

    private final @Nullable OutputStream out;
    private final boolean indented;
    private byte[] buffer;
    private int filled;
    private byte[] indent = newline(16);
    private int depth;

    // Whether the container that is open has an element, and whether a name waits for its value.
    private boolean[] filledByDepth = new boolean[16];
    private boolean named;
    private final Map<Integer, HistoryLists> histories = new HashMap<>(2);

    private JsonOut(@Nullable OutputStream out, boolean indented, int size) {
        this.out = out;
        this.indented = indented;
        this.buffer = new byte[size];
    }

    /** Indented, to a stream; what is written lies in a buffer until {@link #flush()}. */
    static JsonOut indented(OutputStream out) {
        return new JsonOut(out, true, BUFFER);
    }

    /** In memory, for small documents; see {@link #toBytes(int)}. */
    static JsonOut inMemory(boolean indented) {
        return new JsonOut(null, indented, SMALL_BUFFER);
    }

    /** In memory, the value of a field at some depth of an indented document. */
    static JsonOut inMemoryAt(int depth) {
        JsonOut out = inMemory(true);
        for (int i = 0; i < depth; i++) {
            out.deepen();
        }
        out.named = true;
        return out;
    }

    void startObject() throws IOException {
        start('{');
    }

    void endObject() throws IOException {
        end('}');
    }

    void startArray() throws IOException {
        start('[');
    }

    void endArray() throws IOException {
        end(']');
    }

    private void start(char bracket) throws IOException {
        beforeValue();
        put(bracket);
        deepen();
    }

    private void deepen() {
        depth++;
        if (depth == filledByDepth.length) {
            filledByDepth = Arrays.copyOf(filledByDepth, depth * 2);
            indent = newline(depth * 2);
        }
        filledByDepth[depth] = false;
    }

    private void end(char bracket) throws IOException {
        boolean empty = !filledByDepth[depth];
        depth--;
        if (!empty) {
            breakLine();
        }
        put(bracket);
    }

    /** The name of the value that comes next. */
    void name(String name) throws IOException {
        beforeValue();
        quoted(name);
        named();
    }

    /** The same for a name that has been quoted before. */
    void name(byte[] quoted) throws IOException {
        beforeValue();
        copy(quoted, 0, quoted.length);
        named();
    }

    /** The same where an id is the name. */
    void name(Id id) throws IOException {
        beforeValue();
        quoted(id);
        named();
    }

    private void named() throws IOException {
        put(':');
        if (indented) {
            put(' ');
        }
        named = true;
    }

    void string(String text) throws IOException {
        beforeValue();
        quoted(text);
    }

    void id(Id id) throws IOException {
        beforeValue();
        quoted(id);
    }

    /** A text that is written already. */
    void text(LongText text) throws IOException {
        beforeValue();
        put('"');
        text.writeTo(this::copy);
        put('"');
    }

    void number(long value) throws IOException {
        beforeValue();
        digits(value);
    }

    /** A list of items; in an indented document lists that repeat each other are copied. */
    void history(History<ItemId> ids) throws IOException {
        if (!indented || ids.isEmpty()) {
            startArray();
            for (ItemId id : ids) {
                id(id);
            }
            endArray();
            return;
        }
        HistoryLists lists = histories.get(depth);
        if (lists == null) {
            lists = new HistoryLists(this, depth);
            histories.put(depth, lists);
        }
        lists.write(ids);
    }

    /** Copies an array that is open in another document, as far as a length, and closes it. */
    void copyArray(JsonOut other, int length) throws IOException {
        beforeValue();
        copy(other.buffer, 0, length);
        breakLine();
        put(']');
    }

    /** One in memory, for what comes behind at least one more element of the container that is open here. */
    JsonOut beside() {
        JsonOut beside = new JsonOut(null, indented, BUFFER);
        while (beside.depth < depth) {
            beside.deepen();
        }
        beside.filledByDepth[depth] = true;
        return beside;
    }

    /** Goes on with what was written beside, which is empty then; gives how many bytes that was. */
    int take(JsonOut beside) throws IOException {
        int length = beside.filled;
        copy(beside.buffer, 0, length);
        beside.filled = 0;
        return length;
    }

    /** How many bytes have been written in memory. */
    int position() {
        return filled;
    }

    /** Takes back what was written in memory behind a length, up to which the open container has elements or not. */
    void cutTo(int length, boolean elements) {
        filled = length;
        filledByDepth[depth] = elements;
    }

    /** A number that is already digits, or a word of JSON. */
    void raw(String ascii) throws IOException {
        beforeValue();
        ascii(ascii);
    }

    void bool(boolean value) throws IOException {
        raw(value ? "true" : "false");
    }

    void nul() throws IOException {
        raw("null");
    }

    private void beforeValue() throws IOException {
        if (named) {
            named = false;
        } else if (depth > 0) {
            if (filledByDepth[depth]) {
                put(',');
            }
            filledByDepth[depth] = true;
            breakLine();
        }
    }

    private void breakLine() throws IOException {
        if (indented) {
            int length = 1 + 2 * depth;
            room(length);
            System.arraycopy(indent, 0, buffer, filled, length);
            filled += length;
        }
    }

    private void quoted(String text) throws IOException {
        put('"');
        if (text.length() >= LONG_TEXT && text.length() <= LONGEST_AT_ONCE) {
            encoded(text);
        } else {
            charByChar(text);
        }
        put('"');
    }

    private void quoted(Id id) throws IOException {
        put('"');
        charByChar(id.word());
        if (id.number() >= 0) {
            digits(id.number());
        }
        put('"');
    }

    private void digits(long value) throws IOException {
        if (value < 0) {
            ascii(Long.toString(value));
            return;
        }
        int count = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            count++;
        }
        room(count);
        filled += count;
        long rest = value;
        for (int at = filled - 1; at >= filled - count; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private void ascii(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    /** Encodes at once and copies what needs no escape in runs, which is quicker where a text is long. */
    private void encoded(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int run = 0;
        int questionMarks = 0;
        for (int i = Words.special(utf8, 0); i < utf8.length; i = Words.special(utf8, i + 1)) {
            byte b = utf8[i];
            if (b == '?') {
                questionMarks++;
            } else {
                copy(utf8, run, i - run);
                room(LONGEST_CHAR);
                escape((char) b);
                run = i + 1;
            }
        }
        copy(utf8, run, utf8.length - run);
        if (questionMarks != questionMarks(text)) {
            throw loneSurrogate();
        }
    }

    /** How many a text has; its encoding has more if one stands for something that it cannot carry. */
    private static int questionMarks(String text) {
        int count = 0;
        for (int at = text.indexOf('?'); at >= 0; at = text.indexOf('?', at + 1)) {
            count++;
        }
        return count;
    }

    private void copy(byte[] bytes, int from, int length) throws IOException {
        if (out != null && length > buffer.length - filled) {
            flush();
            out.write(bytes, from, length);
        } else {
            room(length);
            System.arraycopy(bytes, from, buffer, filled, length);
            filled += length;
        }
    }

    private void charByChar(String text) throws IOException {
        int length = text.length();
        int i = 0;
        while (i < length) {
            room(LONGEST_CHAR);
            // As many as fit whatever they are.
            int stop = Math.min(length, i + (buffer.length - filled) / LONGEST_CHAR);
            while (i < stop) {
                i = plain(text, i, stop);
                if (i == stop) {
                    break;
                }
                char c = text.charAt(i++);
                if (c < 0x80) {
                    escape(c);
                } else if (c < 0x800) {
                    buffer[filled++] = (byte) (0xc0 | (c >> 6));
                    buffer[filled++] = (byte) (0x80 | (c & 0x3f));
                } else if (!Character.isSurrogate(c)) {
                    buffer[filled++] = (byte) (0xe0 | (c >> 12));
                    buffer[filled++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                    buffer[filled++] = (byte) (0x80 | (c & 0x3f));
                } else {
                    pair(c, i < length ? text.charAt(i) : 0);
                    i++;
                }
            }
        }
    }

    /** Writes as many characters as need no escape and take one byte; there is room for them. Gives where they end. */
    private int plain(String text, int from, int to) {
        byte[] into = buffer;
        int at = filled;
        int i = from;
        for (; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || SHORT_ESCAPES[c] != 0) {
                break;
            }
            into[at++] = (byte) c;
        }
        filled = at;
        return i;
    }

    private void escape(char c) {
        buffer[filled++] = '\\';
        if (SHORT_ESCAPES[c] != LONG_ESCAPE) {
            buffer[filled++] = SHORT_ESCAPES[c];
            return;
        }
        buffer[filled++] = 'u';
        buffer[filled++] = '0';
        buffer[filled++] = '0';
        buffer[filled++] = HEX[c >> 4];
        buffer[filled++] = HEX[c & 0xf];
    }

    private void pair(char high, char low) throws IOException {
        if (!Character.isSurrogatePair(high, low)) {
            throw loneSurrogate();
        }
        int codePoint = Character.toCodePoint(high, low);
        buffer[filled++] = (byte) (0xf0 | (codePoint >> 18));
        buffer[filled++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
        buffer[filled++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
        buffer[filled++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    private static CharConversionException loneSurrogate() {
        return new CharConversionException("a surrogate stands alone in a text, which JSON cannot carry");
    }

    private void put(char ascii) throws IOException {
        if (filled == buffer.length) {
            room(1);
        }
        buffer[filled++] = (byte) ascii;
    }

    /** Sees to it that so many bytes fit. */
    private void room(int bytes) throws IOException {
        if (buffer.length - filled >= bytes) {
            return;
        }
        flush();
        if (buffer.length - filled < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, filled + bytes));
        }
    }

    /** Hands over what has been written so far; in memory it stays where it is. */
    void flush() throws IOException {
        if (out != null) {
            out.write(buffer, 0, filled);
            filled = 0;
        }
    }

    /** What has been written in memory, with a byte behind it if there is to be one. */
    byte[] toBytes(int last) {
        byte[] bytes = Arrays.copyOf(buffer, last < 0 ? filled : filled + 1);
        if (last >= 0) {
            bytes[filled] = (byte) last;
        }
        return bytes;
    }

    private static byte[] newline(int levels) {
        byte[] indent = new byte[1 + 2 * levels];
        Arrays.fill(indent, (byte) ' ');
        indent[0] = '\n';
        return indent;
    }
}
