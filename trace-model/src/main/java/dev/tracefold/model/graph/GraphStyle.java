/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/**
 * The style of the wide types: the interface is what people see, what is generated stays behind it. Lists are those of
 * {@code List.of}, which take least.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        defaultAsDefault = true,
        jdkOnly = true,
        jdk9Collections = true,
        allowedClasspathAnnotations = {Override.class})
@interface GraphStyle {}
