/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import dev.tracefold.model.value.LongText;
import dev.tracefold.model.value.Place;
import dev.tracefold.model.value.StoredBytes;

class RespelledBytesProperties {
    private static final String LETTERS = "aZ/ \"\\\b\f\n\r\t\u0000\u000b\u001f\u007f\u00e9\u20ac\ud83d\ude00";

    /** A text as some program might write it: what must be escaped in any form, and anything else in any, or as it is. */
    private static String escaped(Random random, String text) {
        StringBuilder json = new StringBuilder();
        boolean digits = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int shorter = "\"\\/\b\f\n\r\t".indexOf(c);
            boolean must = c < 0x20 || c == '"' || c == '\\';
            // Both halves of a pair are written alike.
            digits = Character.isLowSurrogate(c) ? digits : random.nextInt(3) == 0;
            if (shorter >= 0 && random.nextBoolean()) {
                json.append('\\').append("\"\\/bfnrt".charAt(shorter));
            } else if (must || digits) {
                String hex = String.format("\\u%04x", (int) c);
                json.append(
                        random.nextBoolean() ? hex : "\\u" + hex.substring(2).toUpperCase(Locale.ROOT));
            } else {
                json.append(c);
            }
        }
        return json.toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("long enough to be left where it is. ".repeat(8));
        for (int n = random.nextInt(40); n > 0; n--) {
            int at = LETTERS.offsetByCodePoints(0, random.nextInt(LETTERS.codePointCount(0, LETTERS.length())));
            text.appendCodePoint(LETTERS.codePointAt(at));
        }
        return text.toString();
    }

    /** A file that is an array. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Memory(byte[] bytes) implements StoredBytes {
        @Override
        public void keep() {}

        @Override
        public void read(long position, byte[] target, int from, int length) {
            System.arraycopy(bytes, (int) position, target, from, length);
        }
    }

    @Property
    void are_the_text_as_it_would_be_written_here(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String text = text(random);
        byte[] before = "before".repeat(random.nextInt(3)).getBytes(StandardCharsets.UTF_8);
        byte[] json = escaped(random, text).getBytes(StandardCharsets.UTF_8);
        byte[] file = new byte[before.length + json.length + 3];
        System.arraycopy(before, 0, file, 0, before.length);
        System.arraycopy(json, 0, file, before.length, json.length);
        byte[] here = written(LongText.of(text));
        assertThat(RespelledBytes.respelled(file, before.length, before.length + json.length))
                .isEqualTo(here);
        RespelledBytes stored = new RespelledBytes(new Place(new Memory(file), before.length), json.length);
        byte[] read = new byte[here.length];
        int cut = random.nextInt(here.length);
        stored.read(cut, read, cut, here.length - cut);
        stored.read(0, read, 0, cut);
        assertThat(read).isEqualTo(here);
        LongText left =
                LongText.ofWritten(here, 0, here.length, LongText.hash(here, 0, here.length), new Place(stored, 0));
        assertThat(left.stored()).isTrue();
        assertThat(left).hasToString(text).isEqualTo(LongText.of(text));
    }

    private static byte[] written(LongText text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text.writeTo(out::write);
        return out.toByteArray();
    }

    @Example
    void what_has_changed_is_told() {
        byte[] file = ("\\u00e9" + "x".repeat(300)).getBytes(StandardCharsets.UTF_8);
        RespelledBytes stored = new RespelledBytes(new Place(new Memory(file), 0), file.length);
        byte[] read = new byte[file.length];
        assertThatThrownBy(() -> stored.read(0, read, 0, 303))
                .hasMessageContaining("has been changed since it was read");
        file[1] = 'v';
        RespelledBytes another = new RespelledBytes(new Place(new Memory(file), 0), file.length);
        assertThatThrownBy(() -> another.read(0, read, 0, 10))
                .hasMessageContaining("has been changed since it was read");
    }
}
