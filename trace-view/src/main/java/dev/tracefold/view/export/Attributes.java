/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes in the order in which they are added; what is absent is left out. Not to be shared between threads. */
final class Attributes {
    private final List<KeyValue> values = new ArrayList<>();

    Attributes text(String key, @Nullable String value) {
        return value == null ? this : add(key, AnyValue.newBuilder().setStringValue(value));
    }

    Attributes number(String key, @Nullable Long value) {
        return value == null ? this : add(key, AnyValue.newBuilder().setIntValue(value));
    }

    Attributes bool(String key, boolean value) {
        return add(key, AnyValue.newBuilder().setBoolValue(value));
    }

    private Attributes add(String key, AnyValue.Builder value) {
        values.add(KeyValue.newBuilder().setKey(key).setValue(value).build());
        return this;
    }

    List<KeyValue> list() {
        return values;
    }
}
