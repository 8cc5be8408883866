/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import java.nio.charset.StandardCharsets;

import dev.tracefold.model.json.JsonScan;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.LongText;
import dev.tracefold.model.value.LongTexts;

/** How a JSON value begins. */
final class JsonSummary {
    private static final int MOST_BYTES = 240;

    /** Of long texts, enough for a summary of what they stand in: for values of which nothing else is asked. */
    static final LongTexts BEGINNINGS =
            (json, from, to) -> LongText.ofWritten(json, from, JsonScan.characters(json, from, to, MOST_BYTES + 1));

    private JsonSummary() {}

    /** The value as compact JSON; more than 240 bytes of UTF-8 are cut to at most that and marked with three dots. */
    static String of(JsonValue value) {
        String compact = value.compactBeginning(MOST_BYTES + 1);
        if (compact.length() * 3L <= MOST_BYTES || compact.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return compact;
        }
        int bytes = 0;
        int end = 0;
        while (true) {
            int codePoint = compact.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > MOST_BYTES) {
                return compact.substring(0, end) + "...";
            }
            end += Character.charCount(codePoint);
        }
    }
}
