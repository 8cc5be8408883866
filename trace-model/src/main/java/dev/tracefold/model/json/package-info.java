/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The JSON of the model, bound on purpose: names and order of fields are written down once, beside each other, and
 * serve both directions.
 *
 * <ul>
 *   <li>{@link dev.tracefold.model.json.RawEventJson}: lines of the log;
 *   <li>{@link dev.tracefold.model.json.ManifestJson}: the manifest;
 *   <li>{@link dev.tracefold.model.json.GraphJson}: {@code state.json};
 *   <li>{@link dev.tracefold.model.json.Json}: any other JSON, payload bodies above all;
 *   <li>{@link dev.tracefold.model.json.MalformedJsonException}: the one way in which reading them fails.
 * </ul>
 */
@NullMarked
package dev.tracefold.model.json;

import org.jspecify.annotations.NullMarked;
