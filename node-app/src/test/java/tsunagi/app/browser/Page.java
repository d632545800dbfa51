package tsunagi.app.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// One page of a [Browser]: looked at, typed into, photographed.
final class Page {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int HEIGHT = 900;

    private final Browser browser;
    private final String context;
    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final AtomicLong bytes = new AtomicLong();

    Page(Browser browser, String context, String session) {
        this.browser = browser;
        this.context = context;
        this.session = session;
        browser.listen(session, this::heard);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) call(domain + ".enable", Map.of());
        size(1200);
    }

    /// Another tab of the same browser: storage, cache and connections are shared.
    Page beside() {
        return browser.open(context);
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        return browser.call(method, parameters, session);
    }

    private void heard(JsonNode event) {
        JsonNode of = event.get("params");
        switch (event.get("method").asString()) {
            case "Runtime.exceptionThrown" ->
                complaints.add(of.get("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (!of.get("type").asString().equals("log"))
                    complaints.add(of.get("args").toString());
            }
            case "Log.entryAdded" -> {
                if (of.get("entry").get("level").asString().equals("error"))
                    complaints.add(of.get("entry").toString());
            }
            case "Network.loadingFinished" ->
                bytes.addAndGet(of.get("encodedDataLength").asLong());
            default -> {}
        }
    }

    /// What the browser's console complained of since it was asked last.
    List<String> takeComplaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    /// Bytes that came over the network for everything that has loaded.
    long bytesLoaded() {
        return bytes.get();
    }

    void show(URI address) {
        call("Page.navigate", Map.of("url", address.toString()));
    }

    /// Has a script run in each document that is loaded from now on, ahead of its own.
    void beforeAnyScript(String script) {
        call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    void size(int width) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void theme(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /// What an expression comes to; a promise is waited for.
    JsonNode value(String expression) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails"))
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        JsonNode value = result.get("result").get("value");
        return value == null ? Browser.MAPPER.nullNode() : value;
    }

    /// Waits for an expression to be true.
    void await(String expression) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        String poll = "new Promise(done => { const look = () => { let there = false; try { there = !!(" + expression
                + "); } catch {} if (there || performance.now() > end) done(there); else setTimeout(look, 20); };"
                + " const end = performance.now() + 5000; look(); })";
        while (!value(poll).asBoolean()) {
            if (System.nanoTime() - deadline > 0)
                throw new AssertionError("never came: " + expression + "\n" + text() + complaints);
        }
    }

    /// Waits for a text to be on the page.
    void awaitText(String text) {
        await("document.querySelector('main').innerText.includes(" + Browser.MAPPER.writeValueAsString(text) + ")");
    }

    String text() {
        return value("document.body.innerText").asString();
    }

    void click(String selector) {
        await("document.querySelector('" + selector + "')");
        value("document.querySelector('" + selector + "').click()");
    }

    /// Types a text as a keyboard would.
    void type(String selector, String text) {
        await("document.querySelector('" + selector + "')");
        value("document.querySelector('" + selector + "').focus()");
        call("Input.insertText", Map.of("text", text));
    }

    void press(String key, int code) {
        for (String kind : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            kind,
                            "key",
                            key,
                            "code",
                            key,
                            "windowsVirtualKeyCode",
                            code,
                            "text",
                            kind.equals("keyDown") && key.equals("Enter") ? "\r" : ""));
        }
    }

    /// A picture of the whole page.
    void photograph(Path file) throws IOException {
        JsonNode picture = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(picture.get("data").asString()));
    }
}
