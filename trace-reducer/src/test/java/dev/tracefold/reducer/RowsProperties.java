/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RowsProperties {
    private record Version(Rows<Integer> rows, List<Integer> expected) {
        Version append(int value) {
            List<Integer> longer = new ArrayList<>(expected);
            longer.add(value);
            return new Version(rows.append(value), longer);
        }

        Version update(int row, int value) {
            List<Integer> changed = new ArrayList<>(expected);
            changed.set(row, value);
            return new Version(rows.update(row, value), changed);
        }

        void check() {
            assertThat(rows).containsExactlyElementsOf(expected);
            assertThat(rows.size()).isEqualTo(expected.size());
            for (int row = 0; row < expected.size(); row++) {
                assertThat(rows.get(row)).isEqualTo(expected.get(row));
            }
        }
    }

    @Property(tries = 300)
    void whatever_grows_from_them_rows_stay_as_they_are(@ForAll long seed) {
        Random random = new Random(seed);
        List<Version> versions = new ArrayList<>(List.of(new Version(Rows.empty(), List.of())));
        for (int value = 0; value < 120; value++) {
            // Mostly the last one goes on, now and then another one does.
            int which = random.nextInt(6) == 0 ? random.nextInt(versions.size()) : versions.size() - 1;
            Version from = versions.get(which);
            versions.add(
                    from.expected().isEmpty() || random.nextInt(4) > 0
                            ? from.append(value)
                            : from.update(random.nextInt(from.expected().size()), value));
        }
        versions.forEach(Version::check);
    }

    @Example
    void what_is_empty_stays_so() {
        Rows.<Integer>empty().append(1);
        assertThat(Rows.<Integer>empty()).isEmpty();
        assertThat(Rows.<Integer>empty().append(2)).containsExactly(2);
    }
}
