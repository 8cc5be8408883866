/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Handles through which an agent runtime records its session without ever being hurt by it.
 *
 * <ul>
 *   <li>{@link dev.tracefold.writer.recorder.TraceRecorder}: one session, one bundle; off is an object too;
 *   <li>{@link dev.tracefold.writer.recorder.ThreadTrace}: an agent's thread, its turns and what happens in them;
 *   <li>{@link dev.tracefold.writer.recorder.InferenceTrace} and {@link dev.tracefold.writer.recorder.InferenceAttempt},
 *       {@link dev.tracefold.writer.recorder.CompactionTrace} and
 *       {@link dev.tracefold.writer.recorder.CompactionAttempt}: requests to a model;
 *   <li>{@link dev.tracefold.writer.recorder.ToolCallTrace}, {@link dev.tracefold.writer.recorder.McpCallTrace},
 *       {@link dev.tracefold.writer.recorder.CodeCellTrace}: what the model set in motion;
 *   <li>{@link dev.tracefold.writer.recorder.SessionMetadata}, {@link dev.tracefold.writer.recorder.ThreadMetadata},
 *       {@link dev.tracefold.writer.recorder.ModelCall}, {@link dev.tracefold.writer.recorder.RequestInput},
 *       {@link dev.tracefold.writer.recorder.ResponseBody}, {@link dev.tracefold.writer.recorder.Checkpoint},
 *       {@link dev.tracefold.writer.recorder.ToolDispatch}, {@link dev.tracefold.writer.recorder.ToolOrigin},
 *       {@link dev.tracefold.writer.recorder.ToolInput}, {@link dev.tracefold.writer.recorder.ToolResult},
 *       {@link dev.tracefold.writer.recorder.CodeCellStart}, {@link dev.tracefold.writer.recorder.AgentResult}: what they
 *       are told;
 *   <li>{@link dev.tracefold.writer.recorder.RecorderConfig}: how to record;
 *   <li>{@link dev.tracefold.writer.recorder.Losses}, {@link dev.tracefold.writer.recorder.LossReason}: what was not
 *       recorded, and why.
 * </ul>
 *
 * <p>Every method may be called from any thread, and none of them throws, whatever it is given and whatever fails. What
 * could not be recorded is counted. A thing whose start was lost stays out of the log altogether, so that what is in the
 * log can always be reduced.
 *
 * <p>A supplier of a body is called on the calling thread, at most once, and only when the body will be written. A body
 * that is a {@code byte[]} is taken for JSON in UTF-8; anything else goes through the mapper.
 */
@NullMarked
package dev.tracefold.writer.recorder;

import org.jspecify.annotations.NullMarked;
