/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.tracefold.model.id.ItemId;

class ByIdProperties {
    private static List<String> sorted(Set<String> names) {
        Set<ItemId> ids = names.stream().map(ItemId::new).collect(Collectors.toSet());
        return ById.sorted(ids).stream().map(ItemId::value).toList();
    }

    private static List<String> byBytes(Set<String> names) {
        return names.stream()
                .sorted(Comparator.comparing(name -> name.getBytes(UTF_8), Arrays::compareUnsigned))
                .toList();
    }

    @Property
    void ids_stand_in_the_order_of_their_bytes(@ForAll("names") Set<String> names) {
        assertThat(sorted(names)).isEqualTo(byBytes(names));
    }

    /** Of one kind, or of several. */
    @Provide
    Arbitrary<Set<String>> names() {
        Arbitrary<String> close = Arbitraries.longs().between(0, 300).map(n -> "item:" + n);
        Arbitrary<String> apart =
                Arbitraries.longs().between(0, 99_999_999_999_999_999L).map(n -> "item:" + n);
        Arbitrary<String> others = Arbitraries.longs().between(0, 20).map(n -> "item-" + n);
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars('a', 'b', '0', '\u0000', '1', '\u007f', '\u0080', '\u07ff', '\uffee')
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<String> alike = texts.map(text -> "call_aaaaaaaaaaaaa" + text);
        Arbitrary<String> random =
                Arbitraries.strings().withCharRange('0', 'z').ofLength(9).map(text -> "call_" + text);
        Arbitrary<String> ends = Arbitraries.integers().between(0, 400).map("a"::repeat);
        return Arbitraries.of(
                        close,
                        apart,
                        texts,
                        alike,
                        ends,
                        Arbitraries.oneOf(close, apart, others),
                        Arbitraries.oneOf(close, others, texts, alike, random, ends))
                .flatMap(kind -> kind.set().ofMaxSize(200));
    }

    @Example
    void all_numbers_there_are() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i <= 12_345; i++) {
            names.add("item:" + i);
        }
        assertThat(sorted(names)).isEqualTo(byBytes(names));
    }
}
