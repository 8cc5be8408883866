/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.raw.RawEventPayload;

class EventLineProperties {
    @Property
    void a_line_is_what_the_model_writes(@ForAll long seq, @ForAll long time, @ForAll boolean inTurn) {
        ThreadId thread = new ThreadId("thread-ü");
        TurnId turn = new TurnId("\"seq\":0");
        EventContext context = inTurn ? EventContext.of(thread, turn) : EventContext.NONE;
        EventLine line = EventLine.of(new RolloutId("rollout"), context, new RawEventPayload.TurnStarted(turn, thread));

        byte[] bytes = new byte[line.maxLength()];
        int length = line.writeTo(bytes, seq, time);

        assertThat(Arrays.copyOf(bytes, length)).isEqualTo(RawEventJson.toLine(line.event(seq, time)));
    }
}
