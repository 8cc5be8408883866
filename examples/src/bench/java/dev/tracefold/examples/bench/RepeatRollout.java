/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a long rollout of a real one: its lines again and again, with other call and turn ids each time and a
 * compaction every third time. Texts that a publisher took out come back at the length that was left in their place,
 * "[REDACTED_OUTPUT len=208 sha=82363774]"; told "redacted", it leaves them out. Arguments: which rollout, where to,
 * how many characters at least, and perhaps "redacted". The same arguments make the same bytes.
 */
public final class RepeatRollout {
    private static final Pattern ID = Pattern.compile("\"(call_id|turn_id)\":\"([^\"]*[_-])([^\"_-]+)\"");
    private static final Pattern REDACTED = Pattern.compile("\\[REDACTED_([A-Z_]+) len=(\\d+) sha=([0-9a-f]{8})]");
    private static final int LINE_OF_AN_OUTPUT = 60;

    private final Words words = new Words();
    private final boolean redacted;
    private int repetition;

    private RepeatRollout(boolean redacted) {
        this.redacted = redacted;
    }

    public static void main(String... args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        Path to = Path.of(args[1]);
        if (to.getParent() != null) {
            Files.createDirectories(to.getParent());
        }
        try (BufferedWriter out = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
            new RepeatRollout(args.length > 3 && args[3].equals("redacted"))
                    .write(lines.get(0), lines.subList(1, lines.size()), Long.parseLong(args[2]), out);
        }
    }

    private void write(String meta, List<String> lines, long size, BufferedWriter out) throws IOException {
        long written = line(meta, out);
        for (repetition = 0; written < size; repetition++) {
            for (String line : lines) {
                written += line(withTexts(ID.matcher(line).replaceAll(this::otherId)), out);
            }
            if (repetition % 3 == 2) {
                written += line(
                        "{\"timestamp\":\"2026-05-11T12:00:00.000Z\",\"type\":\"compacted\",\"payload\":{\"message\":\"\","
                                + "\"replacement_history\":[{\"type\":\"message\",\"role\":\"user\",\"content\":[{"
                                + "\"type\":\"input_text\",\"text\":\"what was done so far\"}]}]}}",
                        out);
            }
        }
    }

    private static long line(String line, BufferedWriter out) throws IOException {
        out.write(line);
        out.write('\n');
        return line.length() + 1L;
    }

    /** As random as ids are, and the same one wherever the same one was. */
    private String otherId(MatchResult found) {
        String last = found.group(3);
        Random random = new Random(last.hashCode() + ((long) repetition << 32));
        StringBuilder other = new StringBuilder();
        while (other.length() < last.length()) {
            other.append(Character.forDigit(random.nextInt(16), 16));
        }
        return "\"" + found.group(1) + "\":\"" + found.group(2) + other + "\"";
    }

    private String withTexts(String line) {
        return redacted ? line : REDACTED.matcher(line).replaceAll(found -> Matcher.quoteReplacement(text(found)));
    }

    /** A text of that length: another one each time, the same one wherever the same one was taken out. */
    private String text(MatchResult found) {
        String name = found.group(1);
        int length = Integer.parseInt(found.group(2));
        String text = words.text(new Random(Long.parseLong(found.group(3), 16) + ((long) repetition << 32)), length)
                .substring(0, length);
        return switch (name) {
            case "ENCRYPTED_CONTENT", "IMAGE_URL", "IMAGES" ->
                text.replace(' ', '+').replace('.', '/');
            case "ARGUMENTS" -> "{\\\"cmd\\\":\\\"" + text.substring(Math.min(length, 12)) + "\\\"}";
            default -> inLines(text);
        };
    }

    /** With ends of lines, and a quotation in each of them, as commands print them. */
    private static String inLines(String text) {
        StringBuilder lines = new StringBuilder(text.length() + text.length() / 8);
        int from = 0;
        for (; from + LINE_OF_AN_OUTPUT < text.length(); from += LINE_OF_AN_OUTPUT) {
            lines.append(text, from, from + LINE_OF_AN_OUTPUT - 3).append("\\\"\\\"\\n");
        }
        return lines.append(text, from, text.length()).toString();
    }
}
