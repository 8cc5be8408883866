/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;

class NiceErrorsTest {
    private static final String EVENT =
            "{\"schema_version\":1,\"seq\":7,\"wall_time_unix_ms\":5,\"rollout_id\":\"r\",\"thread_id\":null,"
                    + "\"codex_turn_id\":null,\"payload\":{\"type\":\"codex_turn_ended\",\"codex_turn_id\":\"t\",\"status\":\"completed\"}}";

    private static RawTraceEvent read(String line) throws MalformedJsonException {
        byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
        return RawEventJson.read(utf8, 0, utf8.length, 12);
    }

    @Test
    void nice_error_on_a_status_that_there_is_not() {
        assertThatThrownBy(() -> read(EVENT.replace("completed", "done")))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("line 12, column 172, field payload.status: expected one of running, completed, failed,"
                        + " cancelled, aborted, found the string \"done\"");
    }

    @Test
    void nice_error_on_missing_fields_names_them_all() {
        assertThatThrownBy(() -> read(EVENT.replace("\"codex_turn_id\":\"t\",\"status\":\"completed\"", "\"x\":1")))
                .hasMessageContaining("field payload")
                .hasMessageEndingWith("missing codex_turn_id, status");
    }

    @Test
    void nice_error_on_an_unknown_event_type() {
        assertThatThrownBy(() -> read(EVENT.replace("codex_turn_ended", "time_travelled")))
                .hasMessageContaining("field payload.type: expected one of rollout_started, ")
                .hasMessageEndingWith("found the string \"time_travelled\"");
    }

    @Test
    void nice_error_on_a_number_that_is_a_string() {
        assertThatThrownBy(() -> read(EVENT.replace("\"seq\":7", "\"seq\":\"7\"")))
                .hasMessage("line 12, column 27, field seq: expected an integer, found the string \"7\"");
    }

    @Test
    void the_version_is_complained_of_before_the_shape() {
        String line =
                EVENT.replace("\"schema_version\":1", "\"schema_version\":2").replace("status", "state");
        assertThatThrownBy(() -> read(line))
                .isInstanceOfSatisfying(
                        UnsupportedSchemaException.class,
                        e -> assertThat(e.found()).isEqualTo("2"))
                .hasMessageEndingWith("version 2 is not supported; this program reads version 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "1.0", "null", "true"})
    void a_version_of_the_wrong_kind_is_malformed(String version) {
        assertThatThrownBy(() -> read(EVENT.replace("\"schema_version\":1", "\"schema_version\":" + version)))
                .isExactlyInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "null", "1", "{", "{}{}", "{\"schema_version\":2", "\u0000{}"})
    void what_is_no_event_is_malformed(String line) {
        assertThatThrownBy(() -> read(line)).isExactlyInstanceOf(MalformedJsonException.class);
    }

    @Test
    void the_order_of_fields_does_not_count_and_unknown_ones_are_ignored() throws MalformedJsonException {
        RawTraceEvent event = read("{\"payload\":{\"status\":\"failed\",\"new\":{\"type\":[1]},\"codex_turn_id\":\"t\","
                + "\"type\":\"codex_turn_ended\"},\"rollout_id\":\"r\",\"seq\":7,\"later\":[{}],"
                + "\"wall_time_unix_ms\":5,\"schema_version\":1}");
        assertThat(event.payload()).isInstanceOf(RawEventPayload.TurnEnded.class);
        assertThat(event.threadId()).isNull();
        assertThatThrownBy(() ->
                        read("{\"payload\":{\"status\":\"failed\",\"codex_turn_id\":\"t\"},\"schema_version\":1}"))
                .hasMessageEndingWith("missing type");
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() {
        for (byte[] bad : new byte[][] {
            {'"', (byte) 0xff, '"'},
            {'"', (byte) 0xc0, (byte) 0x80, '"'},
            {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            {'"', (byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'},
            {'"', (byte) 0xe2, (byte) 0x82},
            {0, '1'},
            {(byte) 0xff, (byte) 0xfe, '1', 0}
        }) {
            assertThatThrownBy(() -> Json.parse(bad)).hasMessageContaining("not UTF-8");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"\\ud800\"", "\"\\udc00x\"", "{\"\\uD83D\":1}", "NaN", "1e400", "01", "[1,]", "\"\t\"", "1 2"})
    void what_is_no_json_is_refused(String text) {
        assertThatThrownBy(() -> Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void depth_has_a_limit_and_length_has_none() throws MalformedJsonException {
        byte[] deep = ("[".repeat(1000) + "]".repeat(1000)).getBytes(StandardCharsets.UTF_8);
        assertThat(Json.parse(deep).compact()).hasSize(2000);
        byte[] deeper = ("[".repeat(1001) + "]".repeat(1001)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.parse(deeper)).isInstanceOf(MalformedJsonException.class);
        byte[] image = ("\"" + "A".repeat(30_000_000) + "\"").getBytes(StandardCharsets.UTF_8);
        assertThat(Json.parse(image).text()).hasSize(30_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0,1.0",
        "1.50,1.5",
        "1e3,1000.0",
        "1E16,1e16",
        "123456789012345680.0,1.2345678901234568e17",
        "0.00001,0.00001",
        "0.000001,1e-6",
        "1.5e-7,1.5e-7",
        "-0.0,-0.0",
        "-0,-0",
        "5e-324,5e-324",
        "2e-44,2e-44",
        "1e15,1000000000000000.0",
        "1.7976931348623157e308,1.7976931348623157e308",
        "12345678901234567890123,12345678901234567890123",
        "0.1,0.1",
        "100.25,100.25"
    })
    void numbers_in_compact_json(String written, String compact) throws MalformedJsonException {
        assertThat(Json.parse(written.getBytes(StandardCharsets.UTF_8)).compact())
                .isEqualTo(compact);
    }

    @Test
    void a_repeated_name_has_its_first_place_and_its_last_value() throws MalformedJsonException {
        assertThat(Json.parse("{\"a\":1, \"b\":2, \"a\":{\"x\":[]}}".getBytes(StandardCharsets.UTF_8))
                        .compact())
                .isEqualTo("{\"a\":{\"x\":[]},\"b\":2}");
    }
}
