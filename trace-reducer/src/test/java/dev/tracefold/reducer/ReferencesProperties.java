/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;

class ReferencesProperties {
    /** Mostly the next of the order, else one that was there, one that was left out, or one of another kind. */
    private static PayloadRef ref(Random random, int step) {
        PayloadKind kind = PayloadKind.values()[random.nextInt(random.nextInt(4) == 0 ? 3 : 1)];
        return switch (random.nextInt(8)) {
            case 0 -> PayloadRef.of(random.nextInt(step + 2), kind);
            case 1 -> new PayloadRef(new PayloadId("other:" + random.nextInt(4)), kind, "p" + random.nextInt(2));
            case 2 -> new PayloadRef(new PayloadId("word" + random.nextInt(3)), kind, "p");
            case 3 -> new PayloadRef(new PayloadId("raw_payload:" + random.nextInt(step + 2)), kind, "elsewhere");
            default -> PayloadRef.of(step + random.nextInt(2), kind);
        };
    }

    @Property(tries = 2_000)
    void are_a_map_of_the_last_to_each_payload(@ForAll long seed) {
        Random random = new Random(seed);
        Map<PayloadId, PayloadRef> expected = new HashMap<>();
        References references = References.NONE;
        List<References> before = new ArrayList<>();
        List<Map<PayloadId, PayloadRef>> expectedBefore = new ArrayList<>();
        for (int step = 0; step < 20; step++) {
            before.add(references);
            expectedBefore.add(new HashMap<>(expected));
            PayloadRef ref = ref(random, step);
            references = references.with(ref);
            expected.put(ref.payloadId(), ref);
            assertThat(references.get(ref.payloadId())).isEqualTo(ref);
        }
        before.add(references);
        expectedBefore.add(expected);
        for (int i = 0; i < before.size(); i++) {
            Map<PayloadId, PayloadRef> map = before.get(i).asMap();
            assertThat(map).isEqualTo(expectedBefore.get(i)).hasSameSizeAs(expectedBefore.get(i));
            assertThat(new ArrayList<>(map.keySet())).doesNotHaveDuplicates().hasSize(map.size());
            assertThat(map.get(new PayloadId("none:1"))).isNull();
        }
    }
}
