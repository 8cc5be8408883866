/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

/** What a model meant its words for. */
public enum MessageChannel {
    ANALYSIS,
    COMMENTARY,
    FINAL,
    SUMMARY
}
