/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Finding rollouts: {@link dev.tracefold.rollout.catalog.RolloutCatalog} lists them and looks them up, on files alone or
 * through the index, {@link dev.tracefold.rollout.catalog.ContentSearch} searches what was said, {@link
 * dev.tracefold.rollout.catalog.SessionNames} keeps the names that people gave.
 */
@NullMarked
package dev.tracefold.rollout.catalog;

import org.jspecify.annotations.NullMarked;
