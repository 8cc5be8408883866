/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.view.export.AnySession;

/** Laws that hold for any graph, however little sense it makes. */
class PageProperties {
    @Property(tries = 200)
    void any_session_makes_a_page_that_reads_back_and_cannot_be_broken_out_of(@ForAll long seed) throws IOException {
        RolloutTrace graph = AnySession.of(seed);

        String page = Pages.report(graph, PageBounds.defaults()).text();

        JsonNode data = new ObjectMapper().readTree(Pages.embedded(page));
        assertThat(data.get("session").get("id").asText()).isEqualTo("rollout" + AnySession.HOSTILE);
        assertThat(data.get("objects").get("thread").get(0).get("path").asText())
                .isEqualTo("/root/" + AnySession.HOSTILE);
        assertThat(page.split("</script", -1)).hasSize(3);
        // Each number leads to an object of the kind that it is said to be.
        var objects = Pages.objects(data);
        for (JsonNode turn : data.get("objects").get("turn")) {
            assertThat(objects.get(turn.get("thread").asInt()).has("path")).isTrue();
        }
        assertThat(page)
                .isEqualTo(
                        Pages.report(AnySession.of(seed), PageBounds.defaults()).text());
    }

    @Property(tries = 200)
    void texts_fit_into_their_room(
            @ForAll String[] texts, @ForAll @IntRange(max = 200) int preview, @ForAll @IntRange(max = 5000) int extra)
            throws IOException {
        Texts all = new Texts(preview);
        for (String text : texts) {
            all.number(text.replaceAll("[\\ud800-\\udfff]", "?"));
        }
        long room = all.least() + extra;
        var bytes = new ByteArrayOutputStream();
        try (var json = PageJson.generator(bytes)) {
            all.write(json, room + 2);
        }

        assertThat(bytes.size()).isLessThanOrEqualTo((int) room + 4);
    }
}
