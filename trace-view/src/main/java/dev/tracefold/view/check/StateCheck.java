/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.json.GraphJson;

/** What an earlier reduction left in a bundle. */
final class StateCheck {
    private StateCheck() {}

    static void run(Path bundle, @Nullable RolloutTrace graph, List<Finding> findings) throws IOException {
        Path file = bundle.resolve("state.json");
        if (graph == null || !Files.isRegularFile(file)) {
            return;
        }
        ByteArrayOutputStream fresh = new ByteArrayOutputStream();
        GraphJson.write(graph, fresh);
        if (!Arrays.equals(fresh.toByteArray(), Files.readAllBytes(file))) {
            findings.add(Finding.warning(
                    "STALE_STATE",
                    "state.json is not what this bundle reduces to",
                    "run 'tracefold reduce' again; the log has grown, or another program or version wrote it"));
        }
    }
}
