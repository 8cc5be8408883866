/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.IOException;
import java.io.OutputStream;

/** What a browser is given to show. May be asked by any thread. */
interface Page {
    /** A page that shows one session. */
    byte[] session() throws IOException;

    /** A page that lists sessions. */
    byte[] home() throws IOException;

    /** Its script. */
    byte[] script() throws IOException;

    /** Its styles. */
    byte[] style() throws IOException;

    /** What it shows of a session. */
    void write(Snapshot snapshot, OutputStream json) throws IOException;
}
