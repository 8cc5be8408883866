/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.RequestInputMode;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.Soak;

/**
 * The rules by which items are recognised, said once more with plain lists and nothing clever, over an alphabet so small
 * that every coincidence comes about.
 */
class ReconcilingProperties {
    /** Something that an item can say; readable parts of reasoning are the second and third fields. */
    private record Letter(
            String says,
            @Nullable String text,
            @Nullable String summary,
            @Nullable String blob) {
        static Letter plain(String says) {
            return new Letter(says, null, null, null);
        }

        static Letter reasoning(@Nullable String text, @Nullable String summary, @Nullable String blob) {
            return new Letter("reasoning", text, summary, blob);
        }

        boolean reasons() {
            return says.equals("reasoning");
        }

        boolean matches(Letter other) {
            return equals(other) || (reasons() && other.reasons() && blob != null && blob.equals(other.blob));
        }

        Letter completedBy(Letter other) {
            return reasons()
                    ? reasoning(
                            text == null ? other.text : text,
                            summary == null ? other.summary : summary,
                            blob == null ? other.blob : blob)
                    : this;
        }

        List<BodyPart> parts() {
            List<BodyPart> parts = new ArrayList<>();
            if (text != null) {
                parts.add(new BodyPart.Text(text));
            }
            if (summary != null) {
                parts.add(new BodyPart.Summary(summary));
            }
            if (blob != null) {
                parts.add(new BodyPart.Encoded("encrypted_content", blob));
            }
            return parts;
        }

        String json() {
            if (reasons()) {
                return "{\"type\":\"reasoning\""
                        + (text == null ? "" : ",\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]")
                        + (summary == null
                                ? ""
                                : ",\"summary\":[{\"type\":\"summary_text\",\"text\":\"" + summary + "\"}]")
                        + (blob == null ? "" : ",\"encrypted_content\":\"" + blob + "\"")
                        + "}";
            }
            return switch (says) {
                case "call" -> "{\"type\":\"function_call\",\"call_id\":\"c\",\"arguments\":\"{}\"}";
                case "output" -> "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"done\"}";
                case "image" ->
                    "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"u\":1}]}";
                default ->
                    "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"" + says
                            + "\"}]}";
            };
        }
    }

    private static final List<Letter> ALPHABET = List.of(
            Letter.plain("a"),
            Letter.plain("b"),
            Letter.plain("image"),
            Letter.plain("call"),
            Letter.plain("output"),
            Letter.reasoning(null, null, "x"),
            Letter.reasoning("words", null, "x"),
            Letter.reasoning("others", "short", "x"),
            Letter.reasoning(null, "short", "y"),
            Letter.reasoning("words", null, null));

    /** The naive reducer of one thread: what each item says, by ordinal, and histories as lists of ordinals. */
    private static final class Naive {
        final List<Letter> items = new ArrayList<>();
        final Map<String, List<Integer>> prefixes = new LinkedHashMap<>();
        List<Integer> last = List.of();

        @Nullable
        List<Integer> pending;

        @Nullable
        String pendingAnswer;

        private int create(Letter letter) {
            items.add(letter);
            return items.size() - 1;
        }

        private int reuse(int item, Letter letter) {
            items.set(item, items.get(item).completedBy(letter));
            return item;
        }

        List<Integer> full(List<Letter> letters, List<Integer> baseline, boolean placeFirst) {
            boolean[] used = new boolean[baseline.size()];
            List<Integer> result = new ArrayList<>();
            for (Letter letter : letters) {
                int found = -1;
                int i = result.size();
                if (placeFirst
                        && i < baseline.size()
                        && !used[i]
                        && items.get(baseline.get(i)).matches(letter)) {
                    found = i;
                }
                for (int j = 0; found < 0 && j < baseline.size(); j++) {
                    if (!used[j] && items.get(baseline.get(j)).matches(letter)) {
                        found = j;
                    }
                }
                if (found < 0) {
                    result.add(create(letter));
                } else {
                    used[found] = true;
                    result.add(reuse(baseline.get(found), letter));
                }
            }
            return result;
        }

        List<Integer> append(List<Letter> letters, List<Integer> prefix, List<Integer> baseline) {
            List<Integer> result = new ArrayList<>(prefix);
            boolean fits = true;
            for (Letter letter : letters) {
                int i = result.size();
                fits = fits && i < baseline.size() && items.get(baseline.get(i)).matches(letter);
                result.add(fits ? reuse(baseline.get(i), letter) : create(letter));
            }
            return result;
        }

        List<Integer> incremental(List<Letter> letters, List<Integer> prefix) {
            boolean begins = last.size() >= prefix.size()
                    && last.subList(0, prefix.size()).equals(prefix);
            return append(letters, prefix, begins ? last : prefix);
        }
    }

    private static List<String> ids(List<Integer> ordinals) {
        return ordinals.stream().map(n -> "conversation_item:" + (n + 1)).toList();
    }

    private static List<String> ids(Iterable<? extends dev.tracefold.model.id.Id> ids) {
        List<String> texts = new ArrayList<>();
        ids.forEach(id -> texts.add(id.value()));
        return texts;
    }

    private static String[] json(List<Letter> letters) {
        return letters.stream().map(Letter::json).toArray(String[]::new);
    }

    @Property(tries = 250, shrinking = ShrinkingMode.OFF)
    void the_real_reconciler_agrees_with_the_naive_one(@ForAll long anySeed) {
        Soak.seeds(anySeed).forEach(seed -> agrees(new Random(seed)));
    }

    private static List<Letter> letters(Random random) {
        List<Letter> letters = new ArrayList<>();
        int kinds = 2 + random.nextInt(ALPHABET.size() - 1);
        for (int n = random.nextInt(7); n > 0; n--) {
            letters.add(ALPHABET.get(random.nextInt(kinds) * 7 % ALPHABET.size()));
        }
        return letters;
    }

    private static void agrees(Random random) {
        Recording real = Recording.inTurn();
        Naive naive = new Naive();
        Map<String, List<Integer>> requests = new LinkedHashMap<>();
        Map<String, List<Integer>> responses = new LinkedHashMap<>();
        Map<String, List<Integer>> inputs = new LinkedHashMap<>();
        Map<String, List<Integer>> replacements = new LinkedHashMap<>();
        Map<String, Integer> markers = new LinkedHashMap<>();
        for (int step = 0; step < 8; step++) {
            String id = "i" + step;
            int roll = random.nextInt(10);
            if (roll == 0) {
                install(real, naive, "c" + step, random, inputs, replacements, markers);
                continue;
            }
            List<Letter> letters = random.nextInt(4) == 0 || naive.last.isEmpty()
                    ? letters(random)
                    : retold(naive, letters(random), random);
            requests.put(id, request(real, naive, id, letters, random));
            List<Integer> request = requests.get(id);
            if (random.nextInt(5) > 0) {
                List<Letter> answer = letters(random);
                int between = naive.last.size();
                real.response(id, "r" + random.nextInt(4), json(answer));
                String answered = responseId(real);
                naive.last = naive.append(answer, naive.last, naive.last);
                responses.put(id, naive.last.subList(between, naive.last.size()));
                List<Integer> prefix = new ArrayList<>(request);
                prefix.addAll(responses.get(id));
                naive.prefixes.put(answered, prefix);
            }
        }
        RolloutTrace graph = real.graph();
        requests.forEach((id, expected) -> assertThat(
                        ids(graph.inferenceCalls().get(new InferenceCallId(id)).requestItemIds()))
                .as("request %s", id)
                .isEqualTo(ids(expected)));
        responses.forEach((id, expected) -> assertThat(
                        ids(graph.inferenceCalls().get(new InferenceCallId(id)).responseItemIds()))
                .as("response %s", id)
                .isEqualTo(ids(expected)));
        inputs.forEach((id, expected) -> assertThat(
                        ids(graph.compactions().get(new CompactionId(id)).inputItemIds()))
                .isEqualTo(ids(expected)));
        replacements.forEach((id, expected) -> assertThat(
                        ids(graph.compactions().get(new CompactionId(id)).replacementItemIds()))
                .isEqualTo(ids(expected)));
        markers.forEach((id, expected) -> assertThat(graph.compactions()
                        .get(new CompactionId(id))
                        .markerItemId()
                        .value())
                .isEqualTo("conversation_item:" + (expected + 1)));
        assertThat(graph.conversationItems()).hasSize(naive.items.size());
        for (int i = 0; i < naive.items.size(); i++) {
            if (naive.items.get(i).reasons()) {
                ConversationItem item = graph.conversationItems().get(new ItemId("conversation_item:" + (i + 1)));
                assertThat(item.parts())
                        .as(item.itemId().value())
                        .isEqualTo(naive.items.get(i).parts());
            }
        }
    }

    private static String responseId(Recording real) {
        var payload = (dev.tracefold.model.raw.RawEventPayload.InferenceCompleted)
                real.events().get(real.events().size() - 1).payload();
        return Objects.requireNonNull(payload.responseId()).value();
    }

    /** The last history as it was, with something behind it or in its midst. */
    private static List<Letter> retold(Naive naive, List<Letter> more, Random random) {
        List<Letter> told = new ArrayList<>();
        naive.last.forEach(item -> told.add(naive.items.get(item)));
        if (random.nextInt(3) == 0) {
            told.remove(random.nextInt(told.size()));
        }
        told.addAll(random.nextInt(3) == 0 ? random.nextInt(told.size() + 1) : told.size(), more);
        return told;
    }

    private static List<Integer> request(Recording real, Naive naive, String id, List<Letter> letters, Random random) {
        int roll = random.nextInt(10);
        if (roll < 4 && !naive.prefixes.isEmpty()) {
            List<String> known = List.copyOf(naive.prefixes.keySet());
            String previous = known.get(random.nextInt(known.size()));
            List<Letter> delta = random.nextInt(3) == 0 ? letters : letters.subList(0, letters.size() / 2);
            real.continuation(id, previous, json(delta));
            naive.last = naive.incremental(delta, naive.prefixes.get(previous));
        } else if (roll == 4 && naive.pendingAnswer != null && naive.pending != null) {
            real.continuation(id, naive.pendingAnswer, json(letters));
            naive.last = naive.incremental(letters, naive.pending);
            naive.pending = null;
        } else if (roll == 5) {
            List<Letter> prefix = letters(random);
            real.requestOf(
                    id,
                    new RequestInputMode.IncrementalWithUntracedPrefix(
                            new ResponseId("untraced" + id),
                            real.body(
                                    PayloadKind.INFERENCE_REQUEST,
                                    "{\"input\":[" + String.join(",", json(prefix)) + "]}")),
                    "{\"previous_response_id\":\"untraced" + id + "\",\"input\":[" + String.join(",", json(letters))
                            + "]}");
            List<Integer> before = naive.full(prefix, naive.last, true);
            naive.last = naive.append(letters, before, before);
        } else {
            real.request(id, json(letters));
            naive.last = naive.full(letters, naive.pending == null ? naive.last : naive.pending, true);
            naive.pending = null;
        }
        return naive.last;
    }

    private static void install(
            Recording real,
            Naive naive,
            String id,
            Random random,
            Map<String, List<Integer>> inputs,
            Map<String, List<Integer>> replacements,
            Map<String, Integer> markers) {
        List<Letter> input = letters(random);
        List<Letter> replacement = letters(random);
        real.compactionRequest(id, "request" + id)
                .compactionCompleted(id, "request" + id, "{\"response_id\":\"summary" + id + "\"}")
                .install(id, List.of(json(input)), List.of(json(replacement)));
        inputs.put(id, naive.full(input, naive.pending == null ? naive.last : naive.pending, false));
        markers.put(id, naive.create(Letter.plain("marker")));
        naive.pending = naive.append(replacement, List.of(), List.of());
        naive.pendingAnswer = "summary" + id;
        replacements.put(id, naive.pending);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void a_history_that_is_told_again_brings_nothing_new(@ForAll long seed) {
        Random random = new Random(seed);
        List<Letter> letters = letters(random);
        RolloutTrace graph = Recording.inTurn()
                .request("first", json(letters))
                .turnEnds("turn", ExecutionStatus.COMPLETED)
                .request("again", json(letters))
                .graph();
        assertThat(graph.conversationItems()).hasSize(letters.size());
    }
}
