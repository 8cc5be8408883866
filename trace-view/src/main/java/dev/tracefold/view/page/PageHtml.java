/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * The page on which a person looks at a session, as one file that asks nobody for anything: script and style are in it,
 * and a policy that lets these two run and nothing else. All methods may be called from any thread.
 */
public final class PageHtml {
    /** Where a page has its session from. */
    public enum Mode {
        /** It is in the page. */
        REPORT,
        /** The server that has the page has it too. */
        SESSION,
        /** There is none: the page lists those of the server. */
        HOME
    }

    private static final String SCRIPT = resource("page.js");
    private static final String STYLE = resource("page.css");
    private static final String[] TEMPLATE = resource("index.html").split("\\{\\{data}}", 2);

    private PageHtml() {}

    /**
     * Writes a page with a session in it. The stream is flushed and stays open.
     *
     * @throws PageTooLargeException if it does not fit into its bounds even without any text
     * @throws IOException if the stream cannot be written, or the session cannot be read any more
     */
    public static LeftOut report(PageData data, OutputStream utf8) throws IOException {
        byte[] head = filled(TEMPLATE[0], Mode.REPORT, data.title()).getBytes(UTF_8);
        byte[] tail = filled(TEMPLATE[1], Mode.REPORT, data.title()).getBytes(UTF_8);
        utf8.write(head);
        LeftOut leftOut = data.write(utf8, head.length + tail.length);
        utf8.write(tail);
        utf8.flush();
        return leftOut;
    }

    /** The page for a server; what it is to show, it fetches from beside itself. */
    public static byte[] served(Mode mode, String title) {
        if (mode == Mode.REPORT) {
            throw new IllegalArgumentException("a report has its session in it");
        }
        return (filled(TEMPLATE[0], mode, title) + "null" + filled(TEMPLATE[1], mode, title)).getBytes(UTF_8);
    }

    /** What the browser is to allow such a page: for the header of a server's answer, and in the page itself. */
    public static String policy(Mode mode) {
        String common = "default-src 'none'; script-src " + hash(SCRIPT) + "; style-src " + hash(STYLE)
                + "; img-src data:; base-uri 'none'; form-action 'none'";
        return mode == Mode.REPORT ? common : common + "; connect-src 'self'";
    }

    private static String filled(String template, Mode mode, String title) {
        // In one pass: what is filled in is not looked through again.
        StringBuilder out = new StringBuilder(template.length());
        int from = 0;
        while (true) {
            int open = template.indexOf("{{", from);
            int close = open < 0 ? -1 : template.indexOf("}}", open);
            if (close < 0) {
                return out.append(template, from, template.length()).toString();
            }
            out.append(template, from, open).append(value(template.substring(open + 2, close), mode, title));
            from = close + 2;
        }
    }

    private static String value(String name, Mode mode, String title) {
        return switch (name) {
            case "policy" -> escaped(policy(mode));
            case "mode" -> mode.name().toLowerCase(Locale.ROOT);
            case "title" -> escaped(title);
            case "style" -> STYLE;
            case "script" -> SCRIPT;
            default -> throw new IllegalStateException("index.html wants " + name);
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String resource(String name) {
        try (InputStream in = PageHtml.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + PageHtml.class);
            }
            // Browsers take the ends of lines for one character, and the policy's hashes are of what they see.
            return new String(in.readAllBytes(), UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
