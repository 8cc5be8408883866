/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HistoryProperties {
    /** However lists grow from one another, each stays what it was made as. */
    @Property(tries = 300)
    void listsDoNotDisturbEachOther(@ForAll @Size(max = 80) List<@IntRange(max = 999) Integer> choices) {
        List<History<Integer>> lists = new ArrayList<>(List.of(History.empty()));
        List<List<Integer>> models = new ArrayList<>(List.of(List.of()));
        for (int choice : choices) {
            int from = choice % lists.size();
            History<Integer> list = lists.get(from);
            List<Integer> model = models.get(from);
            int half = list.size() / 2;
            switch (choice % 4) {
                case 0 -> keep(lists, list.first(half), models, model.subList(0, half));
                case 1 -> keep(lists, list.withAll(List.of(choice, -choice)), models, joined(model, choice, -choice));
                default -> keep(lists, list.with(choice), models, joined(model, choice));
            }
        }
        for (int i = 0; i < lists.size(); i++) {
            assertThat(lists.get(i)).isEqualTo(models.get(i)).hasSameHashCodeAs(models.get(i));
            int shared = lists.get(i).shared(lists.get(0));
            assertThat(shared).isZero();
        }
    }

    @Property(tries = 100)
    void whatIsSharedIsEqual(@ForAll long seed) {
        Random random = new Random(seed);
        History<Integer> one = History.copyOf(List.of(1, 2, 3));
        History<Integer> other = one.first(random.nextInt(4));
        for (int i = random.nextInt(40); i > 0; i--) {
            one = random.nextBoolean() ? one.with(i) : one.first(random.nextInt(one.size() + 1));
            other = random.nextBoolean() ? other.with(-i) : other;
        }
        int shared = one.shared(other);
        assertThat(one.subList(0, shared)).isEqualTo(other.subList(0, shared));
    }

    @Example
    void aListThatGrewSharesAllOfWhatItGrewFrom() {
        History<Integer> list = History.copyOf(List.of(1, 2));
        History<Integer> longer = list;
        for (int i = 0; i < 100; i++) {
            longer = longer.with(i);
        }
        assertThat(longer.shared(list)).isEqualTo(2);
        assertThat(longer.shared(longer.first(50))).isEqualTo(50);
        assertThat(longer.shared(History.copyOf(new ArrayList<>(longer)))).isZero();
    }

    @Example
    void itTakesNoNullsAndNoIndexBehindItsEnd() {
        History<Integer> list = History.copyOf(List.of(1, 2)).first(1);
        assertThatThrownBy(() -> list.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.first(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.with(null)).isInstanceOf(NullPointerException.class);
    }

    /** Threads that grow the same list each get their own continuation. */
    @Example
    void threadsMayGrowTheSameList() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            History<Integer> root = History.copyOf(List.of(0));
            List<History<Integer>> grown = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            CountDownLatch start = new CountDownLatch(1);
            for (int t = 1; t <= 3; t++) {
                int mark = t;
                threads.add(new Thread(() -> {
                    await(start);
                    History<Integer> list = root;
                    for (int i = 0; i < 200; i++) {
                        list = list.with(mark);
                    }
                    synchronized (grown) {
                        grown.add(list);
                    }
                }));
            }
            threads.forEach(Thread::start);
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(grown)
                    .hasSize(3)
                    .allSatisfy(list -> assertThat(list.subList(1, 201)).containsOnly(list.get(1)));
            assertThat(root).containsExactly(0);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void keep(
            List<History<Integer>> lists, History<Integer> list, List<List<Integer>> models, List<Integer> model) {
        lists.add(list);
        models.add(model);
    }

    private static List<Integer> joined(List<Integer> list, int... more) {
        List<Integer> joined = new ArrayList<>(list);
        for (int element : more) {
            joined.add(element);
        }
        return joined;
    }
}
