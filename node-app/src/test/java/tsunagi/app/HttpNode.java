package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tsunagi.network.Node;

/// A node with `--http` in this very process, and a client that asks it.
public final class HttpNode implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long LOOK_MILLIS = 5;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final RunningNode running;
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpNode(RunningNode running) {
        this.running = running;
    }

    /// In memory, at difficulty 1, on free ports.
    public static HttpNode start(String... more) throws Exception {
        return startWith("0", more);
    }

    public static HttpNode startWith(String httpPort, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("0", "--in-memory"));
        if (!List.of(more).contains("--difficulty")) arguments.addAll(List.of("--difficulty", "1"));
        if (!List.of(more).contains("--http")) arguments.addAll(List.of("--http", httpPort));
        arguments.addAll(List.of(more));
        if (!(Arguments.parse(arguments, Map.of()) instanceof Command.RunNode command)) {
            throw new IllegalArgumentException(arguments.toString());
        }
        return new HttpNode(RunningNode.start(command.settings()));
    }

    RunningNode running() {
        return running;
    }

    public Node node() {
        return running.node();
    }

    public int port() throws IOException {
        return running.node().port();
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + running.httpPort() + path);
    }

    HttpResponse<String> ask(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path))
                .timeout(DEADLINE)
                .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8));
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), BodyHandlers.ofString(UTF_8));
    }

    HttpResponse<String> read(String path, String... headers) throws IOException, InterruptedException {
        return ask("GET", path, "", headers);
    }

    HttpResponse<byte[]> bytes(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(at(path))
                .timeout(DEADLINE)
                .headers(headers)
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return json(read(path));
    }

    static JsonNode json(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    public HttpResponse<String> mine(String data) throws IOException, InterruptedException {
        return ask(
                "POST",
                "/api/blocks",
                MAPPER.writeValueAsString(Map.of("data", data)),
                "Content-Type",
                "application/json");
    }

    /// Mines with so many transactions, from Alice to a Bob with a number.
    public HttpResponse<String> minePaying(String data, int count) throws IOException, InterruptedException {
        List<Map<String, Object>> transactions = IntStream.range(0, count)
                .<Map<String, Object>>mapToObj(i -> Map.of("sender", "Alice", "receiver", "Bob " + i, "amount", i))
                .toList();
        return ask(
                "POST",
                "/api/blocks",
                MAPPER.writeValueAsString(Map.of("data", data, "transactions", transactions)),
                "Content-Type",
                "application/json");
    }

    /// Waits for something to become true.
    public static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0) throw new AssertionError("never came: " + what);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        running.close();
    }
}
