/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.util.stream.Collectors;

import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.view.lookup.Lookup;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.text.ConversationText;
import dev.tracefold.view.text.Printable;

/** What people type when they mean an object of the graph. */
final class ObjectArgument {
    private ObjectArgument() {}

    /** Any object. */
    static Node any(RolloutTrace graph, String text) throws Failure {
        return one(Lookup.of(graph), text, "nothing");
    }

    /** A thread, by its agent path or its id. */
    static Node thread(RolloutTrace graph, String text) throws Failure {
        return one(Lookup.ofThreads(graph), text, "no thread");
    }

    /** A turn, by its number or its id. */
    static CodexTurn turn(RolloutTrace graph, String text) throws Failure {
        var turns = ConversationText.turns(graph);
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number < 1 || number > turns.size()) {
                throw new Failure(
                        Failure.USAGE,
                        "there is no turn " + number + ": "
                                + (turns.isEmpty() ? "there are none." : "they go from 1 to " + turns.size() + "."));
            }
            return turns.get(number - 1);
        }
        var matching = turns.stream()
                .filter(turn -> turn.turnId().value().startsWith(text))
                .toList();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        throw new Failure(
                Failure.USAGE,
                matching.isEmpty()
                        ? "no turn begins with '" + Printable.line(text) + "'; turns can be counted, too, from 1 to "
                                + turns.size() + "."
                        : matching.size() + " turns begin with '" + Printable.line(text) + "': type more of it.");
    }

    private static Node one(Lookup lookup, String text, String nothing) throws Failure {
        Lookup.Found found = lookup.find(text);
        String typed = "'" + Printable.line(text) + "'";
        if (found instanceof Lookup.Found.One one) {
            return one.node();
        } else if (found instanceof Lookup.Found.Several several) {
            String some = several.some().stream()
                    .map(node -> Printable.line(node.toString()))
                    .collect(Collectors.joining(", "));
            int more = several.all() - several.some().size();
            throw new Failure(
                    Failure.USAGE,
                    typed + " may be " + some + (more > 0 ? " or " + more + " others" : "") + ": type more of it.");
        } else if (found instanceof Lookup.Found.None none && !none.near().isEmpty()) {
            throw new Failure(
                    Failure.USAGE,
                    nothing + " here is called " + typed + "; did you mean "
                            + none.near().stream()
                                    .map(name -> "'" + Printable.line(name) + "'")
                                    .collect(Collectors.joining(" or "))
                            + "?");
        }
        throw new Failure(
                Failure.USAGE,
                nothing + " here is called " + typed + "; 'tracefold show SESSION' prints ids as it goes.");
    }
}
