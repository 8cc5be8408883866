/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import java.util.List;
import java.util.Random;

/** Texts: plain words, what JSON escapes, and any character that there is but lone surrogates. */
final class Words {
    private static final List<String> PLAIN =
            List.of("the", "build", "fails", "because", "of", "a", "helper", "that", "moved", "tests", "pass", "now");
    private static final List<String> ODD = List.of(
            "naïve",
            "日本語",
            "🙂",
            "e\u0301",
            "tab\there",
            "quote\"d",
            "back\\slash",
            "\u0001",
            "\u007f",
            "line\nbreak",
            "\r\n",
            "𝒳",
            "\u2028",
            "\ufeff",
            "\u0000",
            "\uffff",
            "{\"a\":1}",
            "</script>");

    private final Random random;

    Words(Random random) {
        this.random = random;
    }

    String some() {
        return some(1 + random.nextInt(8));
    }

    String some(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ");
            int roll = random.nextInt(12);
            if (roll == 0) {
                text.appendCodePoint(anyCharacter());
            } else if (roll < 3) {
                text.append(ODD.get(random.nextInt(ODD.size())));
            } else {
                text.append(PLAIN.get(random.nextInt(PLAIN.size())));
            }
        }
        return text.toString();
    }

    private int anyCharacter() {
        int any = random.nextInt(0x110000 - 0x800);
        return any < 0xd800 ? any : any + 0x800;
    }
}
