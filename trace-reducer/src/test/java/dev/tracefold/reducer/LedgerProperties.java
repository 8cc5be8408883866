/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIndexOutOfBoundsException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LedgerProperties {
    /** A key that many others look like. */
    private record Key(int number) {
        @Override
        public int hashCode() {
            return number % 5;
        }
    }

    private static void assertHolds(Ledger<Key, Integer> ledger, Map<Key, Integer> expected, int keys) {
        assertThat(ledger.size()).isEqualTo(expected.size());
        Map<Key, Integer> all = new LinkedHashMap<>();
        ledger.map(Map::entry).forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        assertThat(List.copyOf(all.entrySet())).isEqualTo(List.copyOf(expected.entrySet()));
        for (int number = 0; number < keys; number++) {
            Key key = new Key(number);
            assertThat(ledger.get(key)).isEqualTo(expected.get(key));
            assertThat(ledger.contains(key)).isEqualTo(expected.containsKey(key));
        }
    }

    @Property(tries = 300)
    void every_version_stays_as_it_was_whichever_of_them_goes_on(@ForAll long seed) {
        Random random = new Random(seed);
        int keys = 1 + random.nextInt(random.nextBoolean() ? 20 : 200);
        int faithful = random.nextInt(40);
        List<Ledger<Key, Integer>> ledgers = new ArrayList<>(List.of(Ledger.empty()));
        List<Map<Key, Integer>> expected = new ArrayList<>(List.of(Map.of()));
        for (int n = 0; n < 300; n++) {
            int from = random.nextInt(40) <= faithful ? ledgers.size() - 1 : random.nextInt(ledgers.size());
            Key key = new Key(random.nextInt(keys));
            ledgers.add(ledgers.get(from).put(key, n));
            Map<Key, Integer> longer = new LinkedHashMap<>(expected.get(from));
            longer.put(key, n);
            expected.add(longer);
            if (random.nextInt(4) == 0) {
                giveUpSome(random, ledgers.get(random.nextInt(ledgers.size())), keys);
            }
        }
        for (int n = 0; n < ledgers.size(); n += 1 + random.nextInt(10)) {
            assertHolds(ledgers.get(n), expected.get(n), keys);
        }
    }

    /** Goes on from a ledger as a step does that refuses in the end. */
    private static void giveUpSome(Random random, Ledger<Key, Integer> madeOf, int keys) {
        Ledger<Key, Integer> draft = madeOf;
        for (int n = random.nextInt(30); n >= 0; n--) {
            draft = draft.put(new Key(random.nextInt(2 * keys)), -1);
        }
        draft.giveUp(madeOf);
    }

    @Example
    void what_was_given_up_costs_those_nothing_who_go_on() {
        Ledger<Integer, Integer> ledger = Ledger.empty();
        for (int n = 0; n < 100_000; n++) {
            ledger = ledger.put(n, n);
        }
        Ledger<Integer, Integer> begun = ledger;
        // To copy all keys each time would take minutes.
        Ledger<Integer, Integer> grown = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> grown(begun, 50_000));
        assertThat(grown.size()).isEqualTo(150_000);
        assertThat(grown.contains(-7)).isFalse();
        assertThat(grown.get(149_999)).isEqualTo(149_999);
    }

    @Example
    void what_comes_again_costs_nothing_either() {
        Ledger<Integer, Integer> begun = grown(Ledger.empty(), 50_000);
        Ledger<Integer, Integer> longer = grown(begun, 50_000);
        Ledger<Integer, Integer> again = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            Ledger<Integer, Integer> last = begun;
            for (int n = 0; n < 20_000; n++) {
                last = begun.put(50_000, n);
            }
            return last;
        });
        assertThat(again.get(50_000)).isEqualTo(19_999);
        assertThat(again.contains(50_001)).isFalse();
        assertThat(longer.get(50_000)).isEqualTo(50_000);
        // One that is given up takes nothing from those who have the same.
        Ledger<Integer, Integer> draft = longer.put(-1, 0);
        Ledger<Integer, Integer> other = longer.put(-1, 1);
        draft.giveUp(longer);
        assertThat(other.get(-1)).isEqualTo(1);
        assertThat(longer.put(-2, 2).contains(-1)).isFalse();
        assertThat(other.get(-1)).isEqualTo(1);
    }

    /** Goes on, and between two steps gives one up. */
    private static Ledger<Integer, Integer> grown(Ledger<Integer, Integer> begun, int steps) {
        Ledger<Integer, Integer> ledger = begun;
        for (int n = 0; n < steps; n++) {
            ledger.put(-n - 1, n).giveUp(ledger);
            ledger = ledger.put(ledger.size(), ledger.size());
        }
        return ledger;
    }

    @Example
    void threads_go_on_from_the_same_version_and_see_nothing_of_each_other() throws Exception {
        int most = 3_000;
        Ledger<Key, Integer> begun = Ledger.empty();
        Map<Key, Integer> expected = new LinkedHashMap<>();
        for (int number = 0; number < 10; number++) {
            begun = begun.put(new Key(number), number);
            expected.put(new Key(number), number);
        }
        Ledger<Key, Integer> shared = begun;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int step = thread + 1;
                all.add(threads.submit(() -> {
                    Ledger<Key, Integer> own = shared;
                    Map<Key, Integer> mine = new LinkedHashMap<>(expected);
                    for (int number = 10; number < most; number += step) {
                        own = own.put(new Key(number), number * step);
                        mine.put(new Key(number), number * step);
                        assertThat(shared.contains(new Key(number))).isFalse();
                    }
                    assertHolds(own, mine, most);
                }));
            }
            for (Future<?> done : all) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertHolds(shared, expected, most);
    }

    @Example
    void a_row_that_is_not_there_is_refused() {
        Rows<String> rows = Rows.<String>empty().append("one");
        assertThat(rows).containsExactly("one");
        assertThatIndexOutOfBoundsException().isThrownBy(() -> rows.get(1));
        assertThatIndexOutOfBoundsException().isThrownBy(() -> rows.update(-1, "x"));
    }
}
