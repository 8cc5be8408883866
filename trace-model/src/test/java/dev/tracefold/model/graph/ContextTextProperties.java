/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.tracefold.model.value.JsonValue.JsonString;

class ContextTextProperties {
    @Provide
    Arbitrary<String> contexts() {
        return Combinators.combine(
                        Arbitraries.strings()
                                .withChars(' ', '\n', '\t', '\r', '\f', '\u000b', '\u001c', '\u2003', '\u3000')
                                .ofMaxLength(3),
                        Arbitraries.of(
                                "<environment_context>",
                                "# AGENTS.md instructions for /w",
                                "<skill>",
                                "<hook_prompt id='1'>",
                                "<external_event>"),
                        Arbitraries.strings().ascii().ofMaxLength(10))
                .as((before, beginning, after) -> before + beginning + after);
    }

    @Property
    void what_a_client_writes_is_never_passed_over_by_its_first_byte(@ForAll("contexts") String text) {
        assertThat(ContextText.is(text)).isTrue();
        assertThat(ContextText.canBeginWith(new JsonString(text).compact().getBytes(UTF_8)[1]))
                .isTrue();
    }

    @Example
    void what_users_say_mostly_is() {
        for (String said : new String[] {"fix it", "1. do", "/review", "\"", ""}) {
            assertThat(ContextText.is(said)).isFalse();
        }
        assertThat(ContextText.canBeginWith((byte) 'f')).isFalse();
        assertThat(ContextText.canBeginWith((byte) '"')).isFalse();
    }
}
