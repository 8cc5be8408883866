/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayResult;

/** How long a warm reduction takes beside merely reading the same files into memory: in turn, in one process. */
final class ReduceVersusRead {
    private ReduceVersusRead() {}

    /** Arguments: a bundle, how often to warm up, how often to measure. */
    public static void main(String[] args) throws IOException {
        Path bundle = Path.of(args[0]);
        int warmups = Integer.parseInt(args[1]);
        int runs = Integer.parseInt(args[2]);
        double[] ratios = new double[runs];
        double[] seconds = new double[runs];
        for (int run = -warmups; run < runs; run++) {
            long start = System.nanoTime();
            read(bundle);
            long middle = System.nanoTime();
            ReplayResult result = Replay.strict(bundle).run();
            long end = System.nanoTime();
            if (!result.ok()) {
                throw new IOException("the bundle does not reduce: " + result.error());
            }
            if (run >= 0) {
                seconds[run] = (end - middle) / 1e9;
                ratios[run] = (end - middle) / (double) (middle - start);
            }
        }
        Arrays.sort(seconds);
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%.3f s, %.2f x reading (%.2f to %.2f)%n",
                seconds[runs / 2],
                ratios[runs / 2],
                ratios[0],
                ratios[runs - 1]);
    }

    private static List<byte[]> read(Path bundle) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        contents.add(Files.readAllBytes(bundle.resolve("trace.jsonl")));
        try (DirectoryStream<Path> payloads = Files.newDirectoryStream(bundle.resolve("payloads"))) {
            for (Path payload : payloads) {
                contents.add(Files.readAllBytes(payload));
            }
        }
        return contents;
    }
}
