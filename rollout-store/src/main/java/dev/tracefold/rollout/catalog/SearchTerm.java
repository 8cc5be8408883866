/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.internal.ByteSearch;

/**
 * A text to look for, ignoring case: what to look for in raw lines, and the exact rule for decoded text.
 *
 * <p>Raw lines are escaped in ways that depend on who wrote them, and case differs. So what is looked for there is the
 * longest part of the term that every writer leaves alone: ASCII without quotes, slashes and control characters. A term
 * without such a part is looked for as it is if its letters have no case, and otherwise every message is decoded.
 */
record SearchTerm(String text, ByteSearch raw) {
    /** What every line with a message in it contains. */
    private static final String ANY_MESSAGE = "message\"";

    static SearchTerm of(String term) throws RolloutException {
        if (term.isEmpty()) {
            throw RolloutException.invalidRequest("search term is empty");
        }
        String part = longestPlainPart(term);
        if (part.isEmpty()) {
            part = hasCase(term) || hasEscapes(term) ? ANY_MESSAGE : term;
        }
        return new SearchTerm(term, new ByteSearch(part.getBytes(StandardCharsets.UTF_8)));
    }

    private static String longestPlainPart(String term) {
        String longest = "";
        int start = 0;
        for (int i = 0; i <= term.length(); i++) {
            if (i == term.length() || !isPlain(term.charAt(i))) {
                if (i - start > longest.length()) {
                    longest = term.substring(start, i);
                }
                start = i + 1;
            }
        }
        return longest;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 127 && c != '"' && c != '\\' && c != '/' && c != '<' && c != '>' && c != '&'
                && c != '\'';
    }

    private static boolean hasCase(String term) {
        return !term.toLowerCase(Locale.ROOT).equals(term.toUpperCase(Locale.ROOT));
    }

    private static boolean hasEscapes(String term) {
        return term.chars().anyMatch(c -> c < 127 && !isPlain((char) c));
    }

    /** Where the term begins in decoded text, or -1. */
    int indexIn(String decoded) {
        int last = decoded.length() - text.length();
        char first = text.charAt(0);
        char lower = Character.toLowerCase(first);
        char upper = Character.toUpperCase(first);
        for (int i = 0; i <= last; i++) {
            char c = decoded.charAt(i);
            if ((c == lower || c == upper || c == first) && decoded.regionMatches(true, i, text, 0, text.length())) {
                return i;
            }
        }
        return -1;
    }
}
