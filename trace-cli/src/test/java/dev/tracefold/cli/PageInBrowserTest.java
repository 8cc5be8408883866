/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.json.Json;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.replay.Replay;
import dev.tracefold.view.lookup.Cause;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;
import dev.tracefold.view.text.Summary;

/** What a person does on the page, in a browser: with a report, and with the page as it is served. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PageInBrowserTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String SPAWN =
            "edge:spawn:01975a00-1111-7000-8000-000000000001:01975b00-2222-7000-8000-000000000002";
    private static final String READER = "01975b00-2222-7000-8000-000000000002";

    /** Both forms hold to the same. */
    enum Form {
        REPORT,
        SERVED
    }

    @TempDir
    Path temp;

    private final Pages pages = new Pages();

    @BeforeEach
    void aDesk() {
        BROWSER.size(1280, 900, false);
    }

    @AfterEach
    void stop() throws InterruptedException {
        pages.close();
    }

    /** Opens a session and waits until its page is there. */
    private URI open(Form form, String example) throws IOException {
        String bundle = "../examples/bundles/" + example;
        URI page = form == Form.REPORT ? pages.report(bundle, temp, "--salvage") : pages.served(bundle);
        BROWSER.open(page);
        BROWSER.find("overview");
        return page;
    }

    private static Map<?, ?> selected() {
        Object selected = BROWSER.script("return window.tracefold.selected()");
        return selected == null ? Map.of() : (Map<?, ?>) selected;
    }

    private static void waitForSelected(String kind, String id) {
        BROWSER.within(driver -> Map.of("kind", kind, "id", id).equals(selected()));
    }

    /** Clicks into the middle of an object on the canvas. */
    private static void clickOn(String kind, String id) {
        BROWSER.script("document.getElementById('timeline').scrollIntoView()");
        Map<?, ?> at = rect(kind, id);
        click(number(at, "x") + number(at, "width") / 2, number(at, "y") + number(at, "height") / 2);
    }

    private static void click(double x, double y) {
        new Actions(BROWSER.driver())
                .moveToLocation((int) Math.round(x), (int) Math.round(y))
                .click()
                .perform();
    }

    private static double number(Map<?, ?> rect, String name) {
        Object number = rect.get(name);
        return ((Number) Objects.requireNonNull(number, name)).doubleValue();
    }

    @ParameterizedTest
    @CsvSource({
        "REPORT, small", "REPORT, agents", "REPORT, cells", "REPORT, broken",
        "SERVED, small", "SERVED, agents", "SERVED, cells", "SERVED, broken"
    })
    void every_example_opens(Form form, String example) throws Exception {
        URI page = open(form, example);
        assertThat(BROWSER.text("fact-status")).isNotBlank();
        assertThat(BROWSER.find("timeline").isDisplayed()).isTrue();
        assertThat(BROWSER.all("request")).isNotEmpty();
        BROWSER.assertQuiet(page);
    }

    @Test
    void a_part_of_a_session_says_so_and_counts_on_from_what_came_before() throws Exception {
        // The second turn of three starts with that event.
        URI page = pages.report("../examples/bundles/cells", temp, "--from", "20");
        BROWSER.open(page);

        assertThat(BROWSER.text("part")).contains("from seq 20 to 35", "19 events came before it.");
        assertThat(BROWSER.text("left-out")).contains("what was over before seq 20");
        assertThat(BROWSER.text("fact-turns")).startsWith("2");
        assertThat(BROWSER.text("conversation")).contains("turn 3", "request 3").doesNotContain("turn 1");
        for (WebElement boundary : BROWSER.all("boundary")) {
            boundary.findElements(By.tagName("summary")).forEach(WebElement::click);
        }
        BROWSER.assertQuiet(page);

        open(Form.REPORT, "cells");
        assertThat(BROWSER.all("part")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"agents, 12", "agents, 20", "agents, 30", "agents, 41", "small, 9", "cells, 25", "cells, 32"})
    void everything_in_a_part_can_be_looked_at(String example, String from) throws Exception {
        URI page = pages.report("../examples/bundles/" + example, temp, "--from", from);
        BROWSER.open(page);
        BROWSER.find("part");

        int looked = 0;
        for (Node node : nodes(page)) {
            BROWSER.script("location.hash = encodeURIComponent(arguments[0])", node.toString());
            waitForSelected(node.kind().word(), node.id());
            assertThat(BROWSER.script(
                            "return window.tracefold.chain(arguments[0], arguments[1])",
                            node.kind().word(),
                            node.id()))
                    .isNotNull();
            looked++;
        }
        assertThat(looked).isGreaterThan(3);
        BROWSER.all("request").forEach(request -> assertThat(request.getText()).isNotBlank());
        BROWSER.assertQuiet(page);
    }

    /** The objects of a page. */
    private static List<Node> nodes(URI page) throws Exception {
        String html = Files.readString(Path.of(page));
        String open = "<script type=\"application/json\" id=\"tracefold-data\">";
        int from = html.indexOf(open) + open.length();
        JsonValue data = Json.parse(html.substring(from, html.indexOf("</script>", from)));
        List<Node> nodes = new ArrayList<>();
        for (NodeKind kind : NodeKind.values()) {
            JsonValue all = Objects.requireNonNull(data.field("objects")).field(kind.word());
            for (JsonValue object : ((JsonArray) Objects.requireNonNull(all)).values()) {
                nodes.add(new Node(
                        kind, Objects.requireNonNull(object.field("id")).text()));
            }
        }
        return nodes;
    }

    @Test
    void a_session_goes_by_what_its_user_asked_and_not_by_what_the_client_added() throws Exception {
        String item =
                "{\"timestamp\":\"2026-09-05T16:50:10.002Z\",\"type\":\"response_item\",\"payload\":{\"type\":\"message\","
                        + "\"role\":\"%s\",\"content\":[{\"type\":\"input_text\",\"text\":\"%s\"}]}}";
        Path rollout = Files.write(
                temp.resolve("rollout.jsonl"),
                List.of(
                        item.formatted("user", "<environment_context>linux</environment_context>"),
                        item.formatted("user", "fix the cart"),
                        item.formatted("assistant", "done")));
        BROWSER.open(pages.report(rollout.toString(), temp));
        assertThat(BROWSER.text("overview")).contains("fix the cart").doesNotContain("environment_context");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "agents", "cells", "broken"})
    void counts_what_the_summary_counts_and_explains_what_explain_does(String example) throws Exception {
        open(Form.REPORT, example);
        RolloutTrace graph =
                Replay.salvage(Path.of("../examples/bundles/" + example)).run().graph();

        Summary.Work work = Summary.of(graph).total();
        @SuppressWarnings("unchecked")
        Map<String, Object> total = (Map<String, Object>) BROWSER.script("return window.tracefold.facts().total");
        assertThat(total)
                .containsAllEntriesOf(Map.of(
                        "turns", (long) work.turns(),
                        "inferences", (long) work.inferences(),
                        "failedInferences", (long) work.failedInferences(),
                        "tools", (long) work.tools(),
                        "input", work.tokensIn(),
                        "cached", work.cached(),
                        "output", work.tokensOut()));
        List<Node> nodes = new ArrayList<>();
        graph.threads().keySet().forEach(id -> nodes.add(new Node(NodeKind.THREAD, id.value())));
        graph.turns().keySet().forEach(id -> nodes.add(new Node(NodeKind.TURN, id.value())));
        graph.conversationItems().keySet().forEach(id -> nodes.add(new Node(NodeKind.ITEM, id.value())));
        graph.inferenceCalls().keySet().forEach(id -> nodes.add(new Node(NodeKind.INFERENCE, id.value())));
        graph.toolCalls().keySet().forEach(id -> nodes.add(new Node(NodeKind.TOOL, id.value())));
        graph.codeCells().keySet().forEach(id -> nodes.add(new Node(NodeKind.CELL, id.value())));
        graph.interactionEdges().keySet().forEach(id -> nodes.add(new Node(NodeKind.EDGE, id.value())));
        graph.compactions().keySet().forEach(id -> nodes.add(new Node(NodeKind.COMPACTION, id.value())));
        for (Node node : nodes) {
            List<Map<String, String>> chain = Cause.of(graph, node).stream()
                    .map(step -> Map.of(
                            "part", step.part(),
                            "kind", step.node().kind().word(),
                            "id", step.node().id()))
                    .toList();
            assertThat(BROWSER.script(
                            "return window.tracefold.chain('" + node.kind().word() + "', '" + node.id() + "')"))
                    .as(node.toString())
                    .isEqualTo(chain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_failed_tool_is_found_by_search(Form form) throws Exception {
        URI page = open(form, "small");
        BROWSER.find("search").sendKeys("exec_command");
        BROWSER.find("filter-status").sendKeys("failed");
        WebElement result = BROWSER.within(driver -> {
            var results = BROWSER.all("result");
            return results.size() == 1 ? results.get(0) : null;
        });
        assertThat(result.getAttribute("data-kind")).isEqualTo("tool");
        result.click();
        waitForSelected("tool", String.valueOf(result.getAttribute("data-id")));
        assertThat(BROWSER.text("inspector-status")).contains("failed");
        assertThat(BROWSER.find("payloads").isDisplayed()).isTrue();
        BROWSER.assertQuiet(page);
    }

    @ParameterizedTest
    @EnumSource
    void a_bar_that_is_clicked_is_shown(Form form) throws Exception {
        URI page = open(form, "agents");
        clickOn("tool", "call_time");
        waitForSelected("tool", "call_time");
        assertThat(BROWSER.text("inspector-id")).isEqualTo("call_time");
        new Actions(BROWSER.driver()).sendKeys(Keys.ESCAPE).perform();
        BROWSER.within(driver -> selected().isEmpty());
        BROWSER.assertQuiet(page);
    }

    @ParameterizedTest
    @EnumSource
    void an_arrow_leads_from_a_spawn_to_the_child(Form form) throws Exception {
        URI page = open(form, "agents");
        clickOn("tool", "call_reader");
        waitForSelected("tool", "call_reader");
        neighbour("led-to", "edge", SPAWN).click();
        waitForSelected("edge", SPAWN);
        BROWSER.within(driver -> BROWSER.all("end").stream()
                        .filter(end -> READER.equals(end.getAttribute("data-id")))
                        .findFirst()
                        .orElse(null))
                .click();
        waitForSelected("thread", READER);
        // And back again.
        neighbour("caused-by", "edge", SPAWN).click();
        waitForSelected("edge", SPAWN);
        BROWSER.assertQuiet(page);
    }

    @ParameterizedTest
    @EnumSource
    void an_arrow_that_is_clicked_is_shown(Form form) throws Exception {
        URI page = open(form, "agents");
        BROWSER.script("document.getElementById('timeline').scrollIntoView()");
        Map<?, ?> from = rect("tool", "call_reader");
        Map<?, ?> to = rect("item", "conversation_item:6");
        // A curve that leaves and arrives level goes through the middle between its ends.
        click(
                (number(from, "x") + number(to, "x")) / 2,
                (number(from, "y") + number(from, "height") / 2 + number(to, "y") + number(to, "height") / 2) / 2);
        waitForSelected("edge", SPAWN);
        BROWSER.assertQuiet(page);
    }

    private static Map<?, ?> rect(String kind, String id) {
        return (Map<?, ?>) BROWSER.within(
                driver -> BROWSER.script("return window.tracefold.objectAt(arguments[0], arguments[1])", kind, id));
    }

    private static WebElement neighbour(String side, String kind, String id) {
        return BROWSER.within(driver -> BROWSER.find(side).findElements(Browser.testId("neighbour")).stream()
                .filter(button ->
                        kind.equals(button.getAttribute("data-kind")) && id.equals(button.getAttribute("data-id")))
                .findFirst()
                .orElse(null));
    }

    @ParameterizedTest
    @EnumSource
    void the_slider_shows_any_moment(Form form) throws Exception {
        URI page = open(form, "small");
        int items = BROWSER.driver().findElements(Browser.testId("item")).size();
        assertThat(BROWSER.text("moment")).startsWith("seq 24 of 24");

        BROWSER.find("slider").sendKeys(Keys.HOME);
        BROWSER.within(driver -> Long.valueOf(1).equals(BROWSER.script("return window.tracefold.seq()")));
        assertThat(BROWSER.text("moment")).startsWith("seq 1 of 24");
        BROWSER.within(driver -> BROWSER.text("fact-tools").contains("0"));
        assertThat(shown("item")).isZero();

        for (int i = 0; i < 9; i++) {
            BROWSER.find("slider").sendKeys(Keys.ARROW_RIGHT);
        }
        BROWSER.within(driver -> Long.valueOf(10).equals(BROWSER.script("return window.tracefold.seq()")));
        assertThat(BROWSER.text("fact-status")).contains("running");
        assertThat(shown("item")).isPositive().isLessThan(items);

        BROWSER.find("slider-end").click();
        BROWSER.within(driver -> Long.valueOf(24).equals(BROWSER.script("return window.tracefold.seq()")));
        assertThat(BROWSER.text("fact-status")).contains("completed");
        assertThat(shown("item")).isEqualTo(items);

        // The turn has ended, the agent has not.
        BROWSER.find("slider").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        BROWSER.within(driver -> Long.valueOf(22).equals(BROWSER.script("return window.tracefold.seq()")));
        BROWSER.within(driver -> BROWSER.text("fact-status").contains("idle"));
        BROWSER.assertQuiet(page);
    }

    private static long shown(String testId) {
        return BROWSER.all(testId).stream().filter(WebElement::isDisplayed).count();
    }

    @ParameterizedTest
    @EnumSource
    void the_keyboard_will_do(Form form) throws Exception {
        URI page = open(form, "small");
        new Actions(BROWSER.driver()).sendKeys("/").sendKeys("exec").perform();
        BROWSER.within(driver -> !BROWSER.all("result").isEmpty());
        new Actions(BROWSER.driver()).sendKeys(Keys.ENTER).perform();
        BROWSER.within(driver -> !selected().isEmpty());
        new Actions(BROWSER.driver()).sendKeys(Keys.ESCAPE).sendKeys("?").perform();
        BROWSER.within(driver -> BROWSER.find("help").isDisplayed());
        BROWSER.assertQuiet(page);
    }

    @ParameterizedTest
    @CsvSource({"REPORT, agents", "SERVED, agents", "REPORT, cells", "SERVED, cells"})
    void on_a_phone_nothing_has_to_be_pushed_sideways(Form form, String example) throws Exception {
        BROWSER.size(390, 844, true);
        URI page = open(form, example);
        assertThat(BROWSER.overflow()).as("elements wider than the page").isEmpty();
        BROWSER.all("object").get(0).click();
        BROWSER.within(driver -> BROWSER.find("inspector").isDisplayed());
        assertThat(BROWSER.overflow())
                .as("elements wider than the page, with an object open")
                .isEmpty();
        BROWSER.assertQuiet(page);
    }
}
