package tsunagi.app.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A Chromium without a window, spoken to by its DevTools protocol.
public final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String ANNOUNCEMENT = "DevTools listening on ";
    private static final long DEADLINE_SECONDS = 30;
    private static final int MAX_MESSAGE_CHARS = 1 << 24;
    static final JsonMapper MAPPER = new JsonMapper();

    private final Process process;
    private final Path profile;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final Map<String, Consumer<JsonNode>> listeners = new ConcurrentHashMap<>();

    private Browser(Process process, Path profile, String address) {
        this.process = process;
        this.profile = profile;
        this.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(address), new Messages())
                .join();
    }

    /// Where a browser is, if this machine has one.
    public static Optional<Path> installed() {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Skips the test that asks for it if there is none, unless there has to be one.
    static Browser startOrSkip() throws IOException {
        Optional<Path> executable = installed();
        if (executable.isEmpty() && "true".equals(System.getenv("TSUNAGI_REQUIRE_BROWSER"))) {
            fail("TSUNAGI_REQUIRE_BROWSER is set, and there is no chromium on the PATH");
        }
        Assumptions.assumeTrue(executable.isPresent(), "skipped: there is no chromium on the PATH");
        return start(executable.get());
    }

    static Browser start(Path executable) throws IOException {
        Path profile = Files.createTempDirectory("tsunagi-browser");
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader errors = process.errorReader(UTF_8);
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (!line.startsWith(ANNOUNCEMENT)) continue;
            Thread.ofVirtual().start(() -> errors.lines().forEach(ignored -> {}));
            return new Browser(process, profile, line.substring(ANNOUNCEMENT.length()));
        }
        throw new IOException("the browser ended before it listened");
    }

    /// A new page that has nothing in common with others: no storage, no cache.
    Page open() {
        String context = call("Target.createBrowserContext", Map.of(), "")
                .get("browserContextId")
                .asString();
        return open(context);
    }

    /// One more page of the same browser context: a tab next to another.
    Page open(String context) {
        String target = call("Target.createTarget", Map.of("url", "about:blank", "browserContextId", context), "")
                .get("targetId")
                .asString();
        String session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true), "")
                .get("sessionId")
                .asString();
        return new Page(this, context, session);
    }

    /// Does as the protocol's command says, and waits for its result.
    JsonNode call(String method, Map<String, Object> parameters, String session) {
        long id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        pending.put(id, result);
        ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
        message.set("params", MAPPER.valueToTree(parameters));
        if (!session.isEmpty()) message.put("sessionId", session);
        synchronized (socket) {
            socket.sendText(message.toString(), true).join();
        }
        JsonNode answer = result.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
        if (answer.has("error")) throw new AssertionError(method + ": " + answer.get("error"));
        return answer.get("result");
    }

    void listen(String session, Consumer<JsonNode> events) {
        listeners.put(session, events);
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (text.length() > MAX_MESSAGE_CHARS) throw new IllegalStateException("too long a message");
            if (last) {
                JsonNode message = MAPPER.readTree(text.toString());
                text.setLength(0);
                take(message);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void take(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> waiting =
                    pending.remove(message.get("id").asLong());
            if (waiting != null) waiting.complete(message);
        } else if (message.has("sessionId")) {
            listeners
                    .getOrDefault(message.get("sessionId").asString(), event -> {})
                    .accept(message);
        }
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        client.close();
        process.destroy();
        process.onExit().join();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!removeProfile()) {
            if (System.nanoTime() - deadline > 0) throw new IOException(profile + " cannot be removed");
            Thread.onSpinWait();
        }
    }

    /// The browser's other processes outlive its first one by a moment, and write meanwhile.
    private boolean removeProfile() throws IOException {
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.deleteIfExists(file);
            return true;
        } catch (DirectoryNotEmptyException | NoSuchFileException | UncheckedIOException e) {
            return !Files.exists(profile);
        }
    }
}
