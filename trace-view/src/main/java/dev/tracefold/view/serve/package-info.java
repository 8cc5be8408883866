/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Sessions in a browser, served to this machine alone.
 *
 * <p>What a session says is hostile, and so may be every other page that the browser has open. Hence the few doors: the
 * server listens on 127.0.0.1, every address begins with a token that nobody can guess, the host must be this machine by
 * name, so that a foreign name cannot be made to point here, and nothing but reading is understood. What an address names is looked up
 * among the objects of the session; no part of it ever becomes a path.
 */
@NullMarked
package dev.tracefold.view.serve;

import org.jspecify.annotations.NullMarked;
