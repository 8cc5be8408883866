/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.ItemKind;
import dev.tracefold.model.graph.MessageRole;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.ItemId;

class OtlpMessagesTest {
    private final RolloutTrace small = Sessions.example("small");
    private final RolloutTrace.Builder graph = RolloutTrace.builder().from(small);
    private final List<ItemId> ids = new ArrayList<>();

    private void item(String... texts) {
        ItemId id = new ItemId("added:" + ids.size());
        ids.add(id);
        ConversationItem.Builder item = ConversationItem.builder()
                .itemId(id)
                .threadId(small.rootThreadId())
                .firstSeenAtUnixMs(1)
                .role(MessageRole.USER)
                .kind(ItemKind.MESSAGE);
        for (String text : texts) {
            item.addParts(new BodyPart.Text(text));
        }
        graph.putConversationItems(id, item.build());
    }

    private OtlpMessages.Told told() {
        return new OtlpMessages(graph.build()).of(ids, null, call -> null);
    }

    @Test
    void short_ones_are_whole() {
        item("one");
        item("two", "three");

        assertThat(told().messages().compact())
                .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"one\"}]},"
                        + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"two\"},"
                        + "{\"type\":\"text\",\"content\":\"three\"}]}]");
        assertThat(told().omitted()).isZero();
        assertThat(told().cut()).isZero();
    }

    @Test
    void a_long_part_is_cut_between_characters_and_the_rest_counted() {
        item("x".repeat(OtlpMessages.LONGEST_PART - 1) + "\ud83d\ude80" + "y".repeat(9));

        assertThat(told().messages().compact()).contains("xxx…\"").doesNotContain("\ud83d");
        assertThat(told().cut()).isEqualTo(11);
    }

    @Test
    void of_a_long_history_the_newest_are_told_and_the_older_counted() {
        for (int i = 0; i < 20; i++) {
            item(i + "z".repeat(10_000));
        }

        assertThat(told().messages().compact())
                .contains("\"19zz")
                .doesNotContain("\"13zz")
                .hasSizeLessThan(OtlpMessages.LONGEST_LIST + 2000);
        assertThat(told().omitted()).isEqualTo(14);
        assertThat(told().cut()).isZero();
    }

    @Test
    void one_message_of_very_many_parts_is_bounded_too() {
        String[] texts = new String[100];
        Arrays.fill(texts, "p".repeat(5_000));
        item(texts);

        assertThat(told().messages().compact()).hasSizeLessThan(2 * OtlpMessages.LONGEST_LIST);
        assertThat(told().omitted()).isZero();
        assertThat(told().cut()).isEqualTo(86 * 5_000L);
    }
}
