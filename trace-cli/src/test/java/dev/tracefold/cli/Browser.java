/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.value.JsonValue;

/**
 * A Chromium without a window, for the tests of one class. Where there is none, or no ChromeDriver, they are skipped and
 * say so. It resolves no name of any host, and nothing is downloaded.
 */
final class Browser implements BeforeAllCallback, AfterAllCallback {
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private @Nullable ChromeDriver driver;
    private @Nullable Path profile;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromeDriver = program("chromedriver");
        Assumptions.assumeTrue(
                chromium.isPresent() && chromeDriver.isPresent(),
                "these tests need chromium and chromedriver on the PATH; Debian has them in chromium and chromium-driver");
        // It tells of protocols that this version does not know; none of them is used.
        SELENIUM.setLevel(Level.SEVERE);
        profile = Files.createTempDirectory("tracefold-browser");
        // With both programs named, Selenium has no reason to look for any.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromeDriver.orElseThrow().toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options(chromium.orElseThrow(), profile));
    }

    private static ChromeOptions options(Path chromium, Path profile) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                // Chromium's own sandbox does not start for root, and test machines often are run by it.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                "--lang=en",
                "--window-size=1280,900",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + profile);
        return options;
    }

    private static Optional<Path> program(String... names) {
        for (String name : names) {
            for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
                Path file = Path.of(directory, name);
                if (!directory.isEmpty() && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (driver != null) {
            driver.quit();
        }
        if (profile != null) {
            Bundles.delete(profile);
        }
    }

    ChromeDriver driver() {
        if (driver == null) {
            throw new IllegalStateException("the browser was not started");
        }
        return driver;
    }

    /** Opens an address in a page that remembers nothing of the one before. */
    void open(URI address) {
        driver().get("about:blank");
        complaints();
        requests();
        driver().get(address.toString());
    }

    /** Sets how large the page is, as a device of that size would. */
    void size(int width, int height, boolean phone) {
        driver().executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    /** What was complained of since the page was opened: errors, warnings, and what the policy did not let through. */
    List<String> complaints() {
        List<String> found = new ArrayList<>();
        for (LogEntry entry : driver().manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                found.add(entry.getMessage());
            }
        }
        return found;
    }

    /** Every address that was asked for since the page was opened. */
    List<URI> requests() {
        List<URI> found = new ArrayList<>();
        for (LogEntry entry : driver().manage().logs().get(LogType.PERFORMANCE)) {
            JsonValue message = message(entry.getMessage());
            String method = text(message.field("method"));
            JsonValue params = message.field("params");
            if (params != null && "Network.requestWillBeSent".equals(method)) {
                JsonValue request = params.field("request");
                found.add(URI.create(request == null ? "" : String.valueOf(text(request.field("url")))));
            } else if (params != null && "Network.webSocketCreated".equals(method)) {
                found.add(URI.create(String.valueOf(text(params.field("url")))));
            }
        }
        return found;
    }

    private static @Nullable String text(@Nullable JsonValue value) {
        return value == null ? null : value.text();
    }

    private static JsonValue message(String entry) {
        try {
            JsonValue message = Json.parse(entry).field("message");
            if (message == null) {
                throw new AssertionError("no message in " + entry);
            }
            return message;
        } catch (MalformedJsonException e) {
            throw new AssertionError(entry, e);
        }
    }

    /** Holds the page to what every page promises: it complained of nothing, and asked nobody but where it came from. */
    void assertQuiet(URI origin) {
        assertThat(complaints()).as("complaints").isEmpty();
        assertThat(requests()).as("requests").allMatch(request -> isOf(request, origin));
        assertThat(script("return performance.getEntriesByType('resource').map(entry => entry.name)"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .allMatch(name -> isOf(URI.create(name), origin));
    }

    private static boolean isOf(URI request, URI origin) {
        return "data".equals(request.getScheme())
                || (origin.getScheme().equals("file")
                        ? request.equals(origin)
                        : origin.getScheme().equals(request.getScheme())
                                && origin.getAuthority().equals(request.getAuthority()));
    }

    /** The element of that name; waits for it. */
    WebElement find(String testId) {
        return within(driver ->
                driver.findElements(testId(testId)).stream().findFirst().orElse(null));
    }

    /** What the element of that name says; it may be made anew meanwhile. */
    String text(String testId) {
        return within(driver -> find(testId).getText());
    }

    /** The elements of that name that are there now. */
    List<WebElement> all(String testId) {
        return driver().findElements(testId(testId));
    }

    static By testId(String name) {
        return By.cssSelector("[data-testid=\"" + name + "\"]");
    }

    /** Waits until something is there, or true. */
    <T> T within(Function<ChromeDriver, @Nullable T> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        @Nullable RuntimeException last = null;
        while (System.nanoTime() < end) {
            try {
                T value = condition.apply(driver());
                if (value != null && !value.equals(false)) {
                    return value;
                }
            } catch (StaleElementReferenceException | JavascriptException notYet) {
                last = notYet;
            }
            pause();
        }
        throw new AssertionError(
                "it did not come about in " + PATIENCE.toSeconds() + " s; the page complains of " + complaints(), last);
    }

    private static void pause() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** What sticks out at the right, of a page that should not have to be pushed sideways; empty if nothing does. */
    List<?> overflow() {
        return (List<?>) script("""
                const wide = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= wide && window.visualViewport.scale === 1) {
                  return [];
                }
                return ['page: ' + document.documentElement.scrollWidth + ' in ' + wide].concat(
                    [...document.querySelectorAll('body *')]
                        .filter(element => element.getBoundingClientRect().right > wide + 1)
                        .slice(0, 20)
                        .map(element => element.tagName + '.' + element.className + ' ' + (element.dataset.testid || '')));
                """);
    }

    Object script(String script, Object... arguments) {
        return driver().executeScript(script, arguments);
    }
}
