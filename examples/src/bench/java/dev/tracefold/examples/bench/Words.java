/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bench;

import java.util.Random;

/** Words that nobody says, in sentences. */
final class Words {
    private final String[] all = new String[4_000];

    Words() {
        Random random = new Random(7);
        for (int i = 0; i < all.length; i++) {
            StringBuilder word = new StringBuilder();
            for (int letters = 2 + random.nextInt(9); letters > 0; letters--) {
                word.append((char) ('a' + random.nextInt(26)));
            }
            all[i] = word.toString();
        }
    }

    String text(Random random, int length) {
        StringBuilder text = new StringBuilder(length + 12);
        while (text.length() < length) {
            text.append(all[random.nextInt(all.length)]).append(random.nextInt(12) == 0 ? ". " : " ");
        }
        return text.toString();
    }
}
