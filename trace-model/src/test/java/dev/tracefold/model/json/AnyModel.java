/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.History;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.LongText;

/**
 * Makes any value of the model by looking at its types, so that a new field or a new type is covered without a change
 * here.
 */
final class AnyModel {
    private final Random random;

    AnyModel(long seed) {
        this.random = new Random(seed);
    }

    <T> T value(Class<T> type) {
        return type.cast(any(type, 0));
    }

    /** Text of all of Unicode but surrogates that stand alone. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> "\"\\/\u007f\u2028\ufeff\uffff".charAt(random.nextInt(7));
                        case 2 -> 0x10000 + random.nextInt(0x100000);
                        case 3 -> anyOfThePlane();
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }

    private int anyOfThePlane() {
        int codePoint = random.nextInt(0x10000);
        return codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xe000 : codePoint;
    }

    private Object any(Type type, int depth) {
        if (type instanceof ParameterizedType generic) {
            return anyCollection(generic, depth);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return text();
        }
        if (plain == LongText.class) {
            return LongText.of(text());
        }
        if (plain == ExecutionWindow.class) {
            return new ExecutionWindow(
                    random.nextLong(),
                    random.nextInt(100),
                    random.nextBoolean() ? random.nextLong() : null,
                    random.nextBoolean() ? random.nextLong() : null,
                    ExecutionStatus.values()[random.nextInt(ExecutionStatus.values().length)]);
        }
        if (plain == PayloadRef.class) {
            return payloadRef();
        }
        if (plain == long.class || plain == Long.class) {
            return random.nextBoolean() ? random.nextLong() : (long) random.nextInt(100);
        }
        if (plain == int.class || plain == Integer.class) {
            return random.nextInt();
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return random.nextBoolean();
        }
        if (plain == JsonValue.class) {
            return json(depth);
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        }
        if (Id.class.isAssignableFrom(plain)) {
            return anyId(plain);
        }
        if (plain.isRecord()) {
            return anyRecord(plain, depth);
        }
        if (plain.isSealed()) {
            Class<?>[] kinds = plain.getPermittedSubclasses();
            return any(kinds[random.nextInt(kinds.length)], depth);
        }
        return anyBuilt(plain, depth);
    }

    /** The path of most follows from their id. */
    private PayloadRef payloadRef() {
        PayloadKind[] kinds = PayloadKind.values();
        PayloadKind kind = kinds[random.nextInt(kinds.length)];
        int ordinal = random.nextInt(20);
        return switch (random.nextInt(4)) {
            case 0 -> PayloadRef.of(ordinal, kind);
            case 1 -> new PayloadRef(new PayloadId("raw_payload:" + ordinal), kind, "payloads/" + ordinal + ".json");
            case 2 -> new PayloadRef(new PayloadId("raw_payload:" + ordinal), kind, text());
            default -> new PayloadRef(new PayloadId(text()), kind, "payloads/" + ordinal + ".json");
        };
    }

    private Object anyCollection(ParameterizedType type, int depth) {
        int size = depth > 4 ? 0 : random.nextInt(4);
        Type[] arguments = type.getActualTypeArguments();
        boolean history = type.getRawType() == History.class;
        if (history || type.getRawType() == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                list.add(any(arguments[0], depth + 1));
            }
            return history ? History.copyOf(list) : list;
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(any(arguments[0], depth + 1), any(arguments[1], depth + 1));
        }
        return map;
    }

    private Object anyId(Class<?> type) {
        try {
            return type.getConstructor(String.class)
                    .newInstance(random.nextBoolean() ? text() : text() + ":" + random.nextInt(2_000));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.toString(), e);
        }
    }

    private Object anyRecord(Class<?> type, int depth) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = isNullable(components[i].getAccessor()) && random.nextBoolean()
                        ? null
                        : any(components[i].getGenericType(), depth + 1);
            }
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.toString(), e);
        }
    }

    private Object anyBuilt(Class<?> type, int depth) {
        try {
            Object builder = type.getMethod("builder").invoke(null);
            for (Method accessor : type.getMethods()) {
                if (Modifier.isStatic(accessor.getModifiers()) || accessor.getParameterCount() > 0) {
                    continue;
                }
                if (isNullable(accessor) && random.nextBoolean()) {
                    continue;
                }
                set(builder, accessor.getName(), any(accessor.getGenericReturnType(), depth + 1));
            }
            Method build = builder.getClass().getMethod("build");
            build.setAccessible(true);
            return build.invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.toString(), e);
        }
    }

    private static void set(Object builder, String name, Object value) throws ReflectiveOperationException {
        for (Method method : builder.getClass().getMethods()) {
            if (method.getName().equals(name)
                    && method.getParameterCount() == 1
                    && !method.isVarArgs()
                    && !method.isBridge()) {
                method.setAccessible(true);
                method.invoke(builder, value);
                return;
            }
        }
        throw new AssertionError("no " + name + " in " + builder.getClass());
    }

    private static boolean isNullable(Method accessor) {
        return accessor.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
    }

    private JsonValue json(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0 -> JsonValue.JsonNull.NULL;
            case 1 -> new JsonValue.JsonBoolean(random.nextBoolean());
            case 2 -> new JsonValue.JsonString(text());
            case 3 -> new JsonValue.JsonNumber(Long.toString(random.nextLong()));
            case 4 -> new JsonValue.JsonNumber(Double.toString(random.nextGaussian() * 1e9));
            case 5 -> {
                List<JsonValue> values = new ArrayList<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    values.add(json(depth + 1));
                }
                yield new JsonValue.JsonArray(values);
            }
            default -> {
                Map<String, JsonValue> fields = new LinkedHashMap<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    fields.put(text(), json(depth + 1));
                }
                yield new JsonValue.JsonObject(fields);
            }
        };
    }
}
