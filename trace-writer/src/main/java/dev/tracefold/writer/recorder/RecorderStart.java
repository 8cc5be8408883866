/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.writer.TraceWriter;

/** Brings a recorder to life, or a disabled one if that fails. */
final class RecorderStart {
    private RecorderStart() {}

    /** A lookup of a variable; its answer may be null. */
    interface Environment extends UnaryOperator<@Nullable String> {}

    static TraceRecorder fromEnvironment(Environment environment, SessionMetadata metadata, RecorderConfig config) {
        Boundary boundary = new Boundary(new Losses());
        TraceRecorder none = new NoopTraceRecorder(boundary.losses());
        return boundary.call("the session", none, () -> {
            String root = environment.apply(TraceRecorder.ROOT_VARIABLE);
            return root == null || root.isBlank() ? TraceRecorder.disabled() : start(Path.of(root), metadata, config);
        });
    }

    static TraceRecorder start(
            @Nullable Path root, @Nullable SessionMetadata metadata, @Nullable RecorderConfig config) {
        Boundary boundary = new Boundary(new Losses());
        TraceRecorder none = new NoopTraceRecorder(boundary.losses());
        return boundary.call("the session", none, () -> {
            try {
                return begin(
                        boundary,
                        Drop.requirePresent(root, "root"),
                        Drop.requirePresent(metadata, "metadata"),
                        Drop.requirePresent(config, "config"));
            } catch (Exception e) {
                throw new Drop(LossReason.NOT_STARTED, "the bundle could not be made: " + e, e);
            }
        });
    }

    private static TraceRecorder begin(Boundary boundary, Path root, SessionMetadata metadata, RecorderConfig config)
            throws Exception {
        ThreadId rootThread = metadata.rootThread().threadId();
        TraceId traceId = new TraceId(Drop.requirePresent(config.ids().get(), "the id of the trace"));
        Path bundle = root.resolve("trace-" + traceId + "-" + rootThread);
        if (!root.equals(bundle.getParent())) {
            throw new Drop(LossReason.NOT_STARTED, "ids that are no file names: " + bundle, null);
        }
        return record(
                boundary,
                bundle,
                TraceWriter.create(bundle, traceId, metadata.rolloutId(), rootThread, config.writer()),
                new StartOfSession(traceId, metadata.rootThread(), config));
    }

    /** What the first events tell. */
    record StartOfSession(TraceId traceId, ThreadMetadata rootThread, RecorderConfig config) {}

    static RecordingTraceRecorder record(Boundary boundary, Path bundle, TraceWriter writer, StartOfSession start)
            throws Exception {
        Session session = new Session(writer, boundary, start.config());
        boolean started = false;
        try {
            ThreadId threadId = start.rootThread().threadId();
            session.append(null, null, new RawEventPayload.RolloutStarted(start.traceId(), threadId));
            RecordingThreadTrace root = RecordingThreadTrace.startRoot(session, start.rootThread());
            started = true;
            return new RecordingTraceRecorder(session, bundle, root);
        } finally {
            if (!started) {
                session.close();
            }
        }
    }
}
