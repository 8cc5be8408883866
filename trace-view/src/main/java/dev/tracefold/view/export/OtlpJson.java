/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonBoolean;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.JsonValue.JsonString;
import dev.tracefold.view.lookup.Fields;

/**
 * The JSON of OTLP. It is that of protobuf with two exceptions: ids, which are the only bytes that spans have, are in
 * hexadecimal digits, and constants are numbers.
 */
final class OtlpJson {
    private OtlpJson() {}

    static JsonValue of(Message message) {
        Fields fields = new Fields();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            FieldDescriptor descriptor = field.getKey();
            if (descriptor.isRepeated()) {
                List<?> values = (List<?>) field.getValue();
                fields.value(
                        descriptor.getJsonName(),
                        new JsonArray(values.stream()
                                .map(value -> value(descriptor, value))
                                .toList()));
            } else {
                fields.value(descriptor.getJsonName(), value(descriptor, field.getValue()));
            }
        }
        return fields.object();
    }

    private static JsonValue value(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case MESSAGE -> of((Message) value);
            case BYTE_STRING -> new JsonString(HexFormat.of().formatHex(((ByteString) value).toByteArray()));
            case ENUM -> new JsonNumber(Integer.toString(((EnumValueDescriptor) value).getNumber()));
            case INT -> new JsonNumber(Integer.toUnsignedString((Integer) value));
            // Readers of JSON know no integer beyond 53 bits.
            case LONG -> new JsonString(wide(field, (Long) value));
            case BOOLEAN -> new JsonBoolean((Boolean) value);
            case STRING -> new JsonString((String) value);
            case FLOAT, DOUBLE -> new JsonNumber(value.toString());
        };
    }

    private static String wide(FieldDescriptor field, long value) {
        return field.getType() == FieldDescriptor.Type.INT64 ? Long.toString(value) : Long.toUnsignedString(value);
    }
}
