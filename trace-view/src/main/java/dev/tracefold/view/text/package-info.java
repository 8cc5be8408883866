/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A session as text, for a terminal or a pipe. What a session said is not to be trusted: it reaches the page through
 * {@link dev.tracefold.view.text.Printable} alone.
 *
 * <ul>
 *   <li>{@link dev.tracefold.view.text.Summary}: what a session came to, counted;
 *   <li>{@link dev.tracefold.view.text.SummaryText}: who ran, how long, at what cost, and what went wrong;
 *   <li>{@link dev.tracefold.view.text.ConversationText}: the conversation as the model saw it;
 *   <li>{@link dev.tracefold.view.text.ObjectText}: one object and all that points at it;
 *   <li>{@link dev.tracefold.view.text.ExplainText}: the chain of cause around one object;
 *   <li>{@link dev.tracefold.view.text.FoundText}: what a search found;
 *   <li>{@link dev.tracefold.view.text.EventLine}: one event in one line;
 *   <li>{@link dev.tracefold.view.text.ChangesText}: what tells two graphs apart;
 *   <li>{@link dev.tracefold.view.text.Headlines}: one object in one line;
 *   <li>{@link dev.tracefold.view.text.ErrorText}: what is wrong with a trace, and what to do about it;
 *   <li>{@link dev.tracefold.view.text.Ink}, {@link dev.tracefold.view.text.Table}, {@link
 *       dev.tracefold.view.text.Amounts}, {@link dev.tracefold.view.text.Printable}: what they are made of.
 * </ul>
 */
@NullMarked
package dev.tracefold.view.text;

import org.jspecify.annotations.NullMarked;
