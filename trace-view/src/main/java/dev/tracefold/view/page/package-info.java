/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The page on which a person looks at a session. Its script and style lie in {@code src/main/web}.
 *
 * <ul>
 *   <li>{@link dev.tracefold.view.page.PageHtml}: the page, with a session in it or for a server that has it;
 *   <li>{@link dev.tracefold.view.page.PageData}: what the page shows of a session, as JSON;
 *   <li>{@link dev.tracefold.view.page.PageBounds}: how much of what was said goes into it;
 *   <li>{@link dev.tracefold.view.page.Moments}: when each event of the session was, noted during the replay;
 *   <li>{@link dev.tracefold.view.page.LeftOut}: what did not fit.
 * </ul>
 */
@NullMarked
package dev.tracefold.view.page;

import org.jspecify.annotations.NullMarked;
