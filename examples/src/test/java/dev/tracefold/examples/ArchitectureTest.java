/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.tracefold.examples.fixture.model.ModelThatReachesOut;

/** Holds the modules to their arrows: who may use whom, and which library is at home where. */
class ArchitectureTest {

    /** One constant a module: its packages, the modules and the libraries that it may use beside the JDK. */
    enum Module {
        MODEL(List.of("model"), List.of(), "com.fasterxml.jackson..", "org.immutables.value.."),
        WRITER(List.of("writer"), List.of(MODEL), "com.fasterxml.jackson..", "org.slf4j.."),
        REDUCER(List.of("reducer", "replay"), List.of(MODEL), "com.fasterxml.jackson..", "io.vavr.."),
        ROLLOUT(
                List.of("rollout", "pack"),
                List.of(MODEL),
                "com.fasterxml.jackson..",
                "com.github.luben.zstd..",
                "org.sqlite..",
                "org.slf4j.."),
        VIEW(
                List.of("view"),
                List.of(MODEL, REDUCER),
                "com.fasterxml.jackson..",
                "com.google.protobuf..",
                "com.sun.net.httpserver..",
                "io.opentelemetry.proto..",
                "io.vavr.."),
        CLI(
                List.of("cli"),
                List.of(MODEL, WRITER, REDUCER, ROLLOUT, VIEW),
                "com.fasterxml.jackson..",
                "io.vavr..",
                "me.tongfei.progressbar.."),
        EXAMPLES(List.of("examples"), List.of(MODEL, WRITER, REDUCER, ROLLOUT, VIEW, CLI), "..");

        private final List<String> packages;
        private final List<Module> uses;
        private final List<String> libraries;

        Module(List<String> packages, List<Module> uses, String... libraries) {
            this.packages = packages;
            this.uses = uses;
            this.libraries = List.of(libraries);
        }

        String[] packagesUnder(String root) {
            return packages.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
        }

        String[] allowedUnder(String root) {
            var own = Arrays.stream(packagesUnder(root));
            var used = uses.stream().flatMap(module -> Arrays.stream(module.packagesUnder(root)));
            var everywhere = Stream.of("java..", "javax.annotation.processing..", "org.jspecify.annotations..");
            return Stream.of(own, used, libraries.stream(), everywhere)
                    .flatMap(names -> names)
                    .toArray(String[]::new);
        }

        ArchRule arrowsUnder(String root) {
            return classes()
                    .that(resideInAnyPackage(packagesUnder(root)))
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(allowedUnder(root)).or(PRIMITIVE))
                    .as(name() + " uses only what it may use");
        }

        ArchRule internalsStayInsideUnder(String root) {
            return noClasses()
                    .that(resideInAnyPackage(root + "..").and(resideOutsideOfPackages(packagesUnder(root))))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(packages.stream()
                            .map(name -> root + "." + name + "..internal..")
                            .toArray(String[]::new)))
                    .as("nobody else uses the internals of " + name());
        }
    }

    private static final DescribedPredicate<JavaClass> PRIMITIVE =
            describe("primitive", type -> type.getBaseComponentType().isPrimitive());

    private static final String ROOT = "dev.tracefold";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @ParameterizedTest
    @EnumSource
    void a_module_uses_only_what_it_may_use(Module module) {
        module.arrowsUnder(ROOT).check(MAIN);
    }

    @ParameterizedTest
    @EnumSource
    void a_module_keeps_its_internals(Module module) {
        // Most modules have none.
        module.internalsStayInsideUnder(ROOT).allowEmptyShould(true).check(MAIN);
    }

    @Test
    void packages_have_no_cycles() {
        noCyclesUnder(ROOT).check(MAIN);
    }

    @Test
    void every_class_belongs_to_a_module() {
        var known = Stream.of(Module.values())
                .flatMap(module -> Arrays.stream(module.packagesUnder(ROOT)))
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(MAIN);
    }

    @Test
    void every_module_is_looked_at() {
        for (Module module : Module.values()) {
            assertThat(MAIN.that(resideInAnyPackage(module.packagesUnder(ROOT))))
                    .as("classes of %s on the class path", module)
                    .isNotEmpty();
        }
    }

    private static ArchRule noCyclesUnder(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** The same rules against a small world where each of them is broken. */
    @Nested
    class Catches {
        private static final String BROKEN = "dev.tracefold.examples.fixture";

        private final JavaClasses broken = new ClassFileImporter().importPackagesOf(ModelThatReachesOut.class);
        private final JavaClasses brokenWorld = new ClassFileImporter().importPackages(BROKEN);

        @Test
        void an_arrow_that_points_the_other_way() {
            assertThat(violations(Module.MODEL.arrowsUnder(BROKEN), broken))
                    .anyMatch(line -> line.contains("ReducerWithInternals"));
        }

        @Test
        void a_library_away_from_home() {
            assertThat(violations(Module.MODEL.arrowsUnder(BROKEN), broken))
                    .anyMatch(line -> line.contains("io.vavr.collection.List"));
        }

        @Test
        void a_use_of_internals_from_outside() {
            assertThat(violations(Module.REDUCER.internalsStayInsideUnder(BROKEN), brokenWorld))
                    .anyMatch(line -> line.contains("ModelThatReachesOut") && line.contains("Hidden"));
        }

        @Test
        void packages_in_a_cycle() {
            assertThat(violations(noCyclesUnder(BROKEN), brokenWorld))
                    .anyMatch(line -> line.contains("Slice model") && line.contains("Slice reducer"));
        }

        private static List<String> violations(ArchRule rule, JavaClasses classes) {
            return rule.evaluate(classes).getFailureReport().getDetails().stream()
                    .map(Objects::toString)
                    .toList();
        }
    }
}
