/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.value;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonBoolean;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;

/** Compact JSON in a string, as summaries of values have it. */
final class JsonText {
    private static final @Nullable String[] ESCAPES = new @Nullable String[128];
    /** What the letter of a short escape stands for. */
    private static final byte[] MEANT = new byte[128];

    static {
        for (int c = 0; c < 0x20; c++) {
            ESCAPES[c] = "\\u00" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16);
        }
        escape('\b', 'b');
        escape('\t', 't');
        escape('\n', 'n');
        escape('\f', 'f');
        escape('\r', 'r');
        escape('"', '"');
        escape('\\', '\\');
    }

    private JsonText() {}

    private static void escape(char meant, char letter) {
        ESCAPES[meant] = "\\" + letter;
        MEANT[letter] = (byte) meant;
    }

    /**
     * What stands between the quotes of a text, in UTF-8.
     *
     * @throws IllegalArgumentException if a surrogate stands alone in it
     */
    static byte[] written(String text) {
        boolean escapes = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escapes |= c < 128 && ESCAPES[c] != null;
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    throw new IllegalArgumentException("a surrogate stands alone in a text, which JSON cannot carry");
                }
                i++;
            }
        }
        if (!escapes) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder written = new StringBuilder(text.length() + text.length() / 8);
        appendEscaped(written, text);
        return written.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The UTF-8 of a text that was written here. */
    static byte[] unescaped(byte[] written) {
        int at = 0;
        while (at < written.length && written[at] != '\\') {
            at++;
        }
        if (at == written.length) {
            return written;
        }
        byte[] utf8 = Arrays.copyOf(written, written.length);
        int length = at;
        while (at < written.length) {
            byte b = written[at++];
            if (b == '\\') {
                b = written[at++];
                if (b == 'u') {
                    b = (byte) (Character.digit(written[at + 2], 16) << 4 | Character.digit(written[at + 3], 16));
                    at += 4;
                } else {
                    b = MEANT[b];
                }
            }
            utf8[length++] = b;
        }
        return Arrays.copyOf(utf8, length);
    }

    /** Appends a value, of which what goes beyond that length may be left out or wrong. */
    static void append(StringBuilder out, JsonValue value, int enough) {
        if (value instanceof JsonObject object) {
            char before = '{';
            for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
                if (out.length() >= enough) {
                    return;
                }
                appendString(out.append(before), field.getKey());
                append(out.append(':'), field.getValue(), enough);
                before = ',';
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (value instanceof JsonArray array) {
            char before = '[';
            for (JsonValue element : array.values()) {
                if (out.length() >= enough) {
                    return;
                }
                append(out.append(before), element, enough);
                before = ',';
            }
            out.append(before == '[' ? "[]" : "]");
        } else if (value instanceof JsonString string) {
            if (string.isLong()) {
                out.append('"').append(string.longValue().written(enough)).append('"');
            } else {
                appendString(out, string.value());
            }
        } else if (value instanceof JsonNumber number) {
            out.append(number.integer() ? number.digits() : shortest(Double.parseDouble(number.digits())));
        } else if (value instanceof JsonBoolean bool) {
            out.append(bool.value());
        } else {
            out.append("null");
        }
    }

    private static void appendString(StringBuilder out, String text) {
        out.append('"');
        appendEscaped(out, text);
        out.append('"');
    }

    private static void appendEscaped(StringBuilder out, String text) {
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 128 && ESCAPES[c] != null) {
                out.append(text, done, i).append(ESCAPES[c]);
                done = i + 1;
            }
        }
        out.append(text, done, text.length());
    }

    /**
     * The shortest digits that read back as the same double, laid out as the published reducer does: plain up to 16
     * digits before the point and five zeros behind it, else with an exponent.
     */
    static String shortest(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        String java = NumberOutput.toString(Math.abs(value), true);
        int e = java.indexOf('E');
        String mantissa = e < 0 ? java : java.substring(0, e);
        int exponent = e < 0 ? 0 : Integer.parseInt(java.substring(e + 1));
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int leading = 0;
        while (digits.charAt(leading) == '0') {
            leading++;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        String laidOut = layOut(
                oneDigit(digits.substring(leading, end), point - leading + exponent, Math.abs(value)),
                point - leading + exponent);
        return value < 0 ? "-" + laidOut : laidOut;
    }

    /** Java wants two digits at least, which near zero may be one more than is needed. */
    private static String oneDigit(String digits, int before, double value) {
        if (digits.length() == 2 && digits.charAt(0) < '9') {
            String up = String.valueOf((char) (digits.charAt(0) + 1));
            if (Double.parseDouble("0." + up + "e" + before) == value) {
                return up;
            }
        }
        return digits;
    }

    /** The value is 0.digits times ten to the power of {@code before}. */
    private static String layOut(String digits, int before) {
        int count = digits.length();
        if (count <= before && before <= 16) {
            return digits + "0".repeat(before - count) + ".0";
        }
        if (0 < before && before <= 16) {
            return digits.substring(0, before) + "." + digits.substring(before);
        }
        if (-5 < before && before <= 0) {
            return "0." + "0".repeat(-before) + digits;
        }
        String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + "e" + (before - 1);
    }
}
