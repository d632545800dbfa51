package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tsunagi.app.http.ServedRoutes;

/// The API's description against what is served: every path and method, and every
/// answer against its schema.
class OpenApiTest {
    /// Where a path has a place to fill in, and what a body may be.
    private static final Map<String, String> EXAMPLES = Map.of(
            "/api/blocks/{id}",
            "/api/blocks/1",
            "/api/blocks/{id}/frame",
            "/api/blocks/1/frame",
            "/api/names",
            "/api/names?name=Alice",
            "/api/names/{name}",
            "/api/names/Alice",
            "/api/bans/{address}",
            "/api/bans/192.0.2.1");

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Test
    void whatIsDescribedIsWhatIsServed() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            Set<String> described = new TreeSet<>();
            JsonNode paths = node.json("/api/openapi.json").get("paths");
            for (String path : paths.propertyNames()) {
                for (String method : paths.get(path).propertyNames()) described.add(method + " " + path);
            }
            assertEquals(ServedRoutes.ofTheApi(), described);
        }
    }

    @Test
    void everyAnswerIsOfTheShapeThatIsDescribed() throws Exception {
        try (HttpNode a = HttpNode.start();
                HttpNode b = HttpNode.start("--connect", "127.0.0.1:" + a.port(), "--connect", "127.0.0.1:1")) {
            HttpNode.await("a peer", () -> !b.json("/api/peers").get("peers").isEmpty());
            b.mine("one");
            JsonNode description = b.json("/api/openapi.json");
            int checked = 0;
            for (String path : description.get("paths").propertyNames()) {
                if (path.equals("/api/events")) continue;
                JsonNode methods = description.get("paths").get(path);
                for (String method : methods.propertyNames()) {
                    check(b, description, methods.get(method), method, path);
                    checked++;
                }
            }
            assertTrue(checked > 10, "only " + checked + " were checked");
        }
    }

    private static void check(HttpNode node, JsonNode description, JsonNode operation, String method, String path)
            throws Exception {
        boolean hasBody = operation.has("requestBody");
        String body = hasBody ? "{\"data\":\"d\",\"transactions\":[]}" : "";
        String address = EXAMPLES.getOrDefault(path, path);
        HttpResponse<String> answer = hasBody
                ? node.ask(method.toUpperCase(Locale.ROOT), address, body, "Content-Type", "application/json")
                : node.ask(method.toUpperCase(Locale.ROOT), address, body);
        // A route that fails answers with a problem, which is described too. Nobody is banned
        // here, so no ban is lifted.
        boolean absent = method.equals("delete");
        assertEquals(absent ? 4 : 2, answer.statusCode() / 100, () -> method + " " + path + ": " + answer.body());
        JsonNode responses = operation.get("responses");
        String status = String.valueOf(answer.statusCode());
        JsonNode response = responses.has(status) ? responses.get(status) : responses.get("default");
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        JsonNode content = response.get("content").get(type);
        assertTrue(content != null, path + " answers " + status + " with " + type + ", which is not described");
        if (!type.endsWith("json")) return;
        new Schema(description).check(path, HttpNode.json(answer), content.get("schema"));
    }

    @Test
    void problemsAreOfTheShapeThatIsDescribed() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            JsonNode description = node.json("/api/openapi.json");
            JsonNode shape = description.get("components").get("schemas").get("Problem");
            for (String path : new String[] {"/nothing", "/api/blocks/7", "/api/blocks?limit=x"}) {
                new Schema(description).check(path, node.json(path), shape);
            }
        }
    }

    @Test
    void whatIsNotDescribedIsNotAllowedAndTheAnswerSaysWhatIs() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            JsonNode paths = node.json("/api/openapi.json").get("paths");
            for (String path : paths.propertyNames()) {
                Set<String> allowed = new TreeSet<>();
                paths.get(path).propertyNames().forEach(method -> allowed.add(method.toUpperCase(Locale.ROOT)));
                if (allowed.contains("GET")) allowed.add("HEAD");
                for (String method : METHODS) {
                    if (allowed.contains(method)) continue;
                    HttpResponse<String> answer = node.ask(method, EXAMPLES.getOrDefault(path, path), "");
                    assertEquals(405, answer.statusCode(), () -> method + " " + path);
                    String allow = answer.headers().firstValue("Allow").orElse("");
                    assertEquals(allowed, new TreeSet<>(List.of(allow.split(", ", -1))), path);
                }
            }
        }
    }

    @Test
    void aHeadIsAnsweredAsItsGet() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            node.mine("one");
            JsonNode paths = node.json("/api/openapi.json").get("paths");
            for (String path : paths.propertyNames()) {
                if (!paths.get(path).has("get")) continue;
                HttpResponse<String> head = node.ask("HEAD", EXAMPLES.getOrDefault(path, path), "");
                assertEquals(200, head.statusCode(), path);
                assertEquals("", head.body(), path);
                String type =
                        head.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
                JsonNode content =
                        paths.at("/" + path.replace("~", "~0").replace("/", "~1") + "/get/responses/200/content");
                assertTrue(content.has(type), () -> path + ": " + type);
            }
        }
    }

    @Test
    void everyOperationHasANameOfItsOwnAndSaysWhetherItNeedsAToken() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            JsonNode description = node.json("/api/openapi.json");
            JsonNode paths = description.get("paths");
            Set<String> names = new TreeSet<>();
            for (String path : paths.propertyNames()) {
                for (String method : paths.get(path).propertyNames()) {
                    JsonNode operation = paths.get(path).get(method);
                    assertTrue(names.add(operation.get("operationId").asString()), path);
                    boolean token = operation.get("security").valueStream().anyMatch(one -> one.has("token"));
                    assertEquals(!method.equals("get"), token, path);
                }
            }
            assertTrue(description.get("components").get("securitySchemes").has("token"));
        }
    }

    @Test
    void everyCodeOfARefusalIsDescribedAndNoOther() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            Set<String> described = new TreeSet<>();
            node.json("/api/openapi.json")
                    .at("/components/schemas/Problem/properties/code/enum")
                    .forEach(code -> described.add(code.asString()));
            assertEquals(ServedRoutes.codesOfProblems(), described);
        }
        String page = Files.readString(Path.of("../docs/http.md"));
        for (String code : ServedRoutes.codesOfProblems()) {
            assertTrue(page.contains("`" + code + "`"), () -> "docs/http.md lacks " + code);
        }
    }

    @Test
    void everyWholeNumberHasItsRange() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            List<String> unbounded = new ArrayList<>();
            collect(node.json("/api/openapi.json"), "", unbounded);
            // Sums have as many digits as it takes.
            List<String> sums = List.of("balance", "received", "sent").stream()
                    .map(name -> "/components/schemas/Name/properties/" + name)
                    .toList();
            assertEquals(sums, unbounded.stream().sorted().toList());
        }
    }

    private static void collect(JsonNode node, String at, List<String> unbounded) {
        JsonNode type = node.path("type");
        boolean whole = type.toString().contains("\"integer\"") && !at.endsWith("/properties");
        if (whole && !(node.has("minimum") && node.has("maximum") && node.has("format"))) unbounded.add(at);
        if (node.isObject()) node.propertyNames().forEach(name -> collect(node.get(name), at + "/" + name, unbounded));
        if (node.isArray()) for (int i = 0; i < node.size(); i++) collect(node.get(i), at + "/" + i, unbounded);
    }
}
