/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import java.util.Arrays;

/**
 * Where the fields of one object lie in an array, in the order in which they are written. Fields are asked for by their
 * numbers, from 0. May be shared between threads once nothing is added any more.
 */
public final class FieldPlaces {
    private static final int NAME = 0;
    private static final int NAME_END = 1;
    private static final int VALUE = 2;
    private static final int VALUE_END = 3;
    private static final int PLACES = 4;
    private static final int USUALLY = 8;

    private int[] places;
    private int filled;

    public FieldPlaces() {
        this(new int[USUALLY * PLACES], 0);
    }

    private FieldPlaces(int[] places, int filled) {
        this.places = places;
        this.filled = filled;
    }

    /** Adds a field by the places where its name and its value begin and end; a name's quotes belong to it. */
    public void add(int name, int nameEnd, int value, int valueEnd) {
        if (filled == places.length) {
            places = Arrays.copyOf(places, 2 * filled);
        }
        places[filled + NAME] = name;
        places[filled + NAME_END] = nameEnd;
        places[filled + VALUE] = value;
        places[filled + VALUE_END] = valueEnd;
        filled += PLACES;
    }

    /** How many fields there are. */
    public int size() {
        return filled / PLACES;
    }

    /** Where the name of a field begins, with its quote. */
    public int name(int field) {
        return places[field * PLACES + NAME];
    }

    /** Where it has ended. */
    public int nameEnd(int field) {
        return places[field * PLACES + NAME_END];
    }

    /** Where the value of a field begins. */
    public int value(int field) {
        return places[field * PLACES + VALUE];
    }

    /** Where it has ended. */
    public int valueEnd(int field) {
        return places[field * PLACES + VALUE_END];
    }

    void clear() {
        filled = 0;
    }

    /** The same fields, in a copy of the array from there on. */
    FieldPlaces from(int start) {
        int[] copy = Arrays.copyOf(places, filled);
        for (int i = 0; i < filled; i++) {
            copy[i] -= start;
        }
        return new FieldPlaces(copy, filled);
    }
}
