/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.EdgeKind;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.Soak;

/** Which message answers which delivery, said once more with plain lists: first come, first served, on either side. */
class DeliveryProperties {
    private static final String A = Recording.thread(2);
    private static final String B = Recording.thread(3);
    private static final String RECIPIENT = Recording.thread(4);

    /** Something sent, with the ordinal of the item that answers it. */
    private static final class Sent {
        final String edge;
        final String author;
        final String message;
        int item = -1;

        Sent(String edge, String author, String message) {
            this.edge = edge;
            this.author = author;
            this.message = message;
        }
    }

    private record Arrived(int item, String author, String message) {}

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void the_first_item_that_fits_answers_the_first_delivery_that_waits(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> agrees(new Random(seed)));
    }

    private static void agrees(Random random) {
        Recording real = Recording.inTurn()
                .thread(A, "/root/a", null)
                .thread(B, "/root/b", null)
                .thread(RECIPIENT, "/root/recipient", null)
                .in(RECIPIENT, null)
                .turn("inbox");
        List<Sent> sent = new ArrayList<>();
        List<Arrived> free = new ArrayList<>();
        List<String> history = new ArrayList<>();
        int items = 0;
        for (int step = 0; step < 14; step++) {
            String author = random.nextBoolean() ? A : B;
            String path = author.equals(A) ? "/root/a" : "/root/b";
            String message = random.nextBoolean() ? "one" : "two";
            int roll = random.nextInt(10);
            if (roll < 5) {
                Sent delivery = new Sent("edge:tool:t" + step, path, message);
                send(real, author, "t" + step, message);
                free.stream()
                        .filter(item ->
                                item.author().equals(path) && item.message().equals(message))
                        .findFirst()
                        .ifPresent(item -> {
                            delivery.item = item.item();
                            free.remove(item);
                        });
                sent.add(delivery);
            } else {
                String recipient = roll == 9 ? "/root/another" : "/root/recipient";
                history.add("{\"type\":\"agent_message\",\"author\":\"" + path + "\",\"recipient\":\"" + recipient
                        + "\",\"content\":[{\"type\":\"input_text\",\"text\":\"" + message + "\"}]}");
                real.in(RECIPIENT, "inbox").request("i" + step, history.toArray(String[]::new));
                Arrived item = new Arrived(++items, path, message);
                Sent waiting = roll == 9
                        ? null
                        : sent.stream()
                                .filter(delivery -> delivery.item < 0
                                        && delivery.author.equals(path)
                                        && delivery.message.equals(message))
                                .findFirst()
                                .orElse(null);
                if (waiting != null) {
                    waiting.item = item.item();
                } else if (roll != 9) {
                    free.add(item);
                }
            }
        }
        var edges = new TreeMap<String, String>();
        real.graph().interactionEdges().forEach((id, edge) -> {
            assertThat(edge.kind()).isEqualTo(EdgeKind.SEND_MESSAGE);
            edges.put(
                    id.value(),
                    ((EdgeAnchor.ConversationItem) edge.target()).itemId().value());
        });
        var expected = new TreeMap<String, String>();
        sent.stream()
                .filter(delivery -> delivery.item > 0)
                .forEach(delivery -> expected.put(delivery.edge, "conversation_item:" + delivery.item));
        assertThat(edges).isEqualTo(expected);
        assertThat(real.state().waitingDeliveries()).hasSize(sent.size() - expected.size());
    }

    private static void send(Recording real, String author, String tool, String message) {
        real.in(author, null)
                .tool(tool, null, ToolKind.BuiltIn.SEND_MESSAGE)
                .runtimeStarted(
                        tool,
                        "{\"sender_thread_id\":\"" + author + "\",\"receiver_thread_id\":\"" + RECIPIENT
                                + "\",\"prompt\":\"" + message + "\"}");
    }
}
