/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/**
 * Replaces halves of characters in names and strings. The generator below would escape one at the end of a string, and
 * no reader of a bundle takes that: a whole body would be lost for the text of a terminal that was cut.
 */
final class WellFormedStrings extends JsonGeneratorDelegate {
    WellFormedStrings(JsonGenerator out) {
        super(out, false);
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        delegate.writeFieldName(WellFormed.text(name));
    }

    @Override
    public void writeString(String text) throws IOException {
        if (text == null) {
            delegate.writeNull();
        } else {
            delegate.writeString(WellFormed.text(text));
        }
    }

    @Override
    public void writeString(char[] text, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            if (Character.isSurrogate(text[i])) {
                delegate.writeString(WellFormed.text(new String(text, from, length)));
                return;
            }
        }
        delegate.writeString(text, from, length);
    }
}
