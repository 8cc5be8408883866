/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.check;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.ErrorText;

/**
 * Something about a bundle that somebody should know.
 *
 * @param line of the log; absent where no line is concerned
 * @param seq of the event; absent where none is concerned
 * @param sentence what is so
 * @param advice what to do about it
 */
public record Finding(
        Severity severity,
        String code,
        @Nullable Long line,
        @Nullable Long seq,
        String sentence,
        String advice) {
    /** How much it matters. */
    public enum Severity {
        /** The bundle breaks the format or contradicts itself; a strict reduction may fail. */
        ERROR,
        /** Something is not as it should be, though the bundle reduces. */
        WARNING,
        /** Good to know. */
        NOTE
    }

    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(advice, "advice");
    }

    static Finding of(ReductionError error, boolean echo) {
        return new Finding(
                Severity.ERROR,
                error.code().name(),
                error.line(),
                error.seq(),
                error.sentence(),
                echo && ErrorText.mayFollow(error.code())
                        ? "probably an echo of an error above: mend that first"
                        : ErrorText.advice(error.code()));
    }

    static Finding error(ErrorCode code, @Nullable Long line, @Nullable Long seq, String sentence) {
        return new Finding(Severity.ERROR, code.name(), line, seq, sentence, ErrorText.advice(code));
    }

    static Finding warning(String code, String sentence, String advice) {
        return new Finding(Severity.WARNING, code, null, null, sentence, advice);
    }

    static Finding note(String code, String sentence, String advice) {
        return new Finding(Severity.NOTE, code, null, null, sentence, advice);
    }

    /** For programs. */
    public JsonObject json() {
        return new Fields()
                .text("severity", WireNames.of(severity))
                .text("code", code)
                .number("line", line)
                .number("seq", seq)
                .text("message", sentence)
                .text("advice", advice)
                .object();
    }
}
