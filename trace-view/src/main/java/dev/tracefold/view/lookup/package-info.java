/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Finds one's way in a graph.
 *
 * <ul>
 *   <li>{@link dev.tracefold.view.lookup.Node}: an object of the graph, by kind and id;
 *   <li>{@link dev.tracefold.view.lookup.Lookup}: objects by what a person types: ids, parts of ids, agent paths;
 *   <li>{@link dev.tracefold.view.lookup.TextSearch}: objects by words in them;
 *   <li>{@link dev.tracefold.view.lookup.ShortNames}: ids short enough for a line;
 *   <li>{@link dev.tracefold.view.lookup.Names}: what things are called;
 *   <li>{@link dev.tracefold.view.lookup.Links}: what points at what;
 *   <li>{@link dev.tracefold.view.lookup.Cause}: the chain of cause around an object;
 *   <li>{@link dev.tracefold.view.lookup.Mentions}: which events speak of an object;
 *   <li>{@link dev.tracefold.view.lookup.GraphFields}: the fields of an object, as {@code state.json} has them;
 *   <li>{@link dev.tracefold.view.lookup.Fields}: makes JSON for programs that ask.
 * </ul>
 */
@NullMarked
package dev.tracefold.view.lookup;

import org.jspecify.annotations.NullMarked;
