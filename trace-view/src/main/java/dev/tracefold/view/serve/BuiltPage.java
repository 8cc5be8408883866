/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import dev.tracefold.model.json.GraphJson;

/** The page as it was built. */
final class BuiltPage implements Page {
    @Override
    public byte[] session() throws IOException {
        return resource("index.html");
    }

    @Override
    public byte[] home() throws IOException {
        return resource("index.html");
    }

    @Override
    public byte[] script() throws IOException {
        return resource("page.js");
    }

    @Override
    public byte[] style() throws IOException {
        return resource("page.css");
    }

    @Override
    public void write(Snapshot snapshot, OutputStream json) throws IOException {
        GraphJson.write(snapshot.graph(), json);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = BuiltPage.class.getResourceAsStream("/dev/tracefold/view/page/" + name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return in.readAllBytes();
        }
    }
}
