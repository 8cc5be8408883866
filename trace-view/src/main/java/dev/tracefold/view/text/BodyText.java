/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.util.ArrayList;
import java.util.List;

import dev.tracefold.model.graph.BodyPart;

/** What a conversation item says. */
final class BodyText {
    private BodyText() {}

    /** How it begins, in one line. */
    static String preview(List<BodyPart> parts, int width) {
        StringBuilder words = new StringBuilder();
        for (BodyPart part : parts) {
            if (words.length() > 8 * width) {
                break;
            }
            words.append(words.length() == 0 ? "" : " ").append(text(part));
        }
        return Printable.line(words.toString(), width);
    }

    /** All of it, line by line. */
    static List<String> lines(List<BodyPart> parts) {
        List<String> lines = new ArrayList<>();
        parts.forEach(part -> lines.addAll(Printable.lines(text(part))));
        return lines;
    }

    private static String text(BodyPart part) {
        if (part instanceof BodyPart.Text text) {
            return text.text().toString();
        } else if (part instanceof BodyPart.Summary summary) {
            return summary.text().toString();
        } else if (part instanceof BodyPart.Encoded encoded) {
            return "(" + encoded.label() + ", "
                    + Amounts.count(encoded.value().toString().length(), "character") + ")";
        } else if (part instanceof BodyPart.Json json) {
            return json.summary();
        } else if (part instanceof BodyPart.Code code) {
            return code.source().toString();
        } else if (part instanceof BodyPart.InPayload ref) {
            return "(" + ref.label() + ", in " + ref.rawPayloadId() + ")";
        }
        throw new IllegalArgumentException("no such part: " + part);
    }
}
