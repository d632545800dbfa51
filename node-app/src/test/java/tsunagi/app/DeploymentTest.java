package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// The files in `deploy`, against the schemas of those who read them and against each other.
class DeploymentTest {
    private static final Path MANIFESTS = Path.of("../deploy/kubernetes");

    /// Throws where an object has a field that its kind has not, lacks one that it must have, or
    /// has one of a wrong type.
    private interface Schema {
        void validate(JsonElement object) throws IOException;
    }

    private static final Map<String, Schema> SCHEMAS = Map.of(
            "v1/Namespace", V1Namespace::validateJsonElement,
            "v1/Service", V1Service::validateJsonElement,
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy::validateJsonElement,
            "apps/v1/StatefulSet", V1StatefulSet::validateJsonElement,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement);

    @Test
    void everyManifestFollowsTheSchemaOfItsKind() throws IOException {
        Set<String> kinds = new HashSet<>();
        for (JsonElement resource : array(manifest("kustomization.yaml"), "resources")) {
            JsonObject object = manifest(resource.getAsString());
            String kind = text(object, "apiVersion") + "/" + text(object, "kind");
            Schema schema = SCHEMAS.get(kind);
            assertTrue(schema != null, kind + " is a kind that this test does not know");
            if (schema != null) schema.validate(object);
            kinds.add(kind);
        }
        assertEquals(SCHEMAS.keySet(), kinds);
    }

    @Test
    void aFieldThatDoesNotExistIsRefused() throws IOException {
        JsonObject service = manifest("service.yaml");
        service.getAsJsonObject("spec").addProperty("clusterIp", "None");
        assertThrows(IllegalArgumentException.class, () -> V1Service.validateJsonElement(service));
    }

    @Test
    void kustomizeIsGivenEveryManifestAndFieldsThatItHas() throws IOException {
        JsonObject kustomization = manifest("kustomization.yaml");
        assertTrue(
                Set.of("apiVersion", "kind", "namespace", "resources", "images", "replicas")
                        .containsAll(kustomization.keySet()),
                () -> kustomization.keySet().toString());
        Set<String> listed = new TreeSet<>(Set.of("kustomization.yaml"));
        array(kustomization, "resources").forEach(one -> listed.add(one.getAsString()));
        try (Stream<Path> files = Files.list(MANIFESTS)) {
            Set<String> there = new TreeSet<>();
            files.forEach(file -> there.add(file.getFileName().toString()));
            assertEquals(there, listed);
        }
    }

    @Test
    void theManifestsSelectTheNodesAndNameTheirService() throws IOException {
        JsonObject set = manifest("statefulset.yaml").getAsJsonObject("spec");
        JsonObject labels = at(set, "template", "metadata", "labels");
        assertEquals(labels, at(set, "selector", "matchLabels"));
        assertEquals(labels, at(manifest("service.yaml"), "spec", "selector"));
        assertEquals(labels, at(manifest("poddisruptionbudget.yaml"), "spec", "selector", "matchLabels"));
        assertEquals(text(at(manifest("service.yaml"), "metadata"), "name"), text(set, "serviceName"));
        assertEquals("None", text(at(manifest("service.yaml"), "spec"), "clusterIP"));
    }

    @Test
    void whateverANodeOfTheComposeFileDialsOrKeepsIsThere() throws IOException {
        JsonObject compose = yaml(Path.of("../compose.yaml"));
        JsonObject services = at(compose, "services");
        assertEquals(3, services.size());
        for (String name : services.keySet()) {
            JsonObject service = at(services, name);
            for (JsonElement word : array(service, "command")) {
                String peer = word.getAsString();
                if (peer.endsWith(":8000")) assertTrue(services.has(peer.replace(":8000", "")), peer);
            }
            String volume = array(service, "volumes").get(0).getAsString();
            assertTrue(at(compose, "volumes").has(volume.replace(":/data", "")), volume);
        }
    }

    /// The explorer, metrics and readiness of a node are at its HTTP port, and everything
    /// that leads there names it.
    @Test
    void whatTheNodesShowIsReachedAndProbed() throws IOException {
        JsonObject template = at(manifest("statefulset.yaml"), "spec", "template");
        JsonObject container = array(at(template, "spec"), "containers").get(0).getAsJsonObject();
        String command = array(container, "command").get(2).getAsString();
        assertTrue(command.contains(" --http 0.0.0.0:9000 "), command);
        Map<String, Integer> ports = new TreeMap<>();
        array(container, "ports")
                .forEach(port -> ports.put(
                        text(port.getAsJsonObject(), "name"),
                        port.getAsJsonObject().get("containerPort").getAsInt()));
        assertEquals(Map.of("blocks", 8000, "http", 9000), ports);
        for (String probe : List.of("startupProbe", "readinessProbe")) {
            JsonObject get = at(container, probe, "httpGet");
            assertEquals("/ready", text(get, "path"));
            assertEquals("http", text(get, "port"));
        }
        // A node is alive also while all places of its HTTP server are taken.
        assertEquals(
                "healthy",
                array(at(container, "livenessProbe", "exec"), "command").get(0).getAsString());
        JsonObject annotations = at(template, "metadata", "annotations");
        assertEquals("true", text(annotations, "prometheus.io/scrape"));
        assertEquals("9000", text(annotations, "prometheus.io/port"));
        assertEquals("/metrics", text(annotations, "prometheus.io/path"));
        for (String service : List.of("service.yaml", "service-explorer.yaml")) {
            JsonObject spec = at(manifest(service), "spec");
            assertEquals(at(template, "metadata", "labels"), at(spec, "selector"));
            for (JsonElement port : array(spec, "ports")) {
                String target = text(port.getAsJsonObject(), "targetPort");
                assertEquals(
                        ports.get(target), port.getAsJsonObject().get("port").getAsInt());
            }
        }
    }

    @Test
    void theNetworkPolicyIsForTheNodesAndEveryPortOfTheirs() throws IOException {
        JsonObject policy = at(manifest("networkpolicy.yaml"), "spec");
        JsonObject labels = at(manifest("service.yaml"), "spec", "selector");
        assertEquals(labels, at(policy, "podSelector", "matchLabels"));
        Set<String> ports = new TreeSet<>();
        for (JsonElement rule : array(policy, "ingress")) {
            array(rule.getAsJsonObject(), "ports").forEach(port -> ports.add(text(port.getAsJsonObject(), "port")));
        }
        assertEquals(Set.of("blocks", "http"), ports);
        JsonObject first = array(policy, "ingress").get(0).getAsJsonObject();
        JsonObject from = array(first, "from").get(0).getAsJsonObject();
        assertEquals(labels, at(from, "podSelector", "matchLabels"));
    }

    @Test
    void everyNodeOfTheComposeFileShowsItselfOnThisMachine() throws IOException {
        JsonObject services = at(yaml(Path.of("../compose.yaml")), "services");
        Set<String> published = new TreeSet<>();
        for (String name : services.keySet()) {
            JsonObject service = at(services, name);
            String command = array(service, "command").toString();
            assertTrue(command.contains("\"--http\",\"0.0.0.0:9000\""), command);
            assertEquals(
                    "[\"TSUNAGI_HTTP_TOKEN\"]", array(service, "environment").toString());
            array(service, "ports").forEach(port -> published.add(port.getAsString()));
        }
        Set<String> expected = new TreeSet<>();
        for (int i = 1; i <= 3; i++) {
            expected.add("127.0.0.1:800" + i + ":8000");
            expected.add("127.0.0.1:900" + i + ":9000");
        }
        assertEquals(expected, published);
    }

    /// `.dockerignore` leaves all out but what it names.
    @Test
    void theImageIsMadeOfFilesThatItsBuildIsGiven() throws IOException {
        List<String> given = Files.readAllLines(Path.of("../.dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        List<String> ports = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../Dockerfile"))) {
            List<String> words = List.of(line.split(" ", -1));
            if (words.getFirst().equals("EXPOSE")) ports.addAll(words.subList(1, words.size()));
            if (!words.getFirst().equals("COPY")) continue;
            for (String source : words.subList(1, words.size() - 1)) {
                if (source.startsWith("--") || source.equals(".")) continue;
                String file = source.replaceFirst("^/src/", "");
                assertTrue(given.stream().anyMatch(file::startsWith), source);
                if (source.startsWith("deploy/")) assertTrue(Files.exists(Path.of("..", source)), source);
            }
        }
        assertEquals(List.of("8000", "9000"), ports);
    }

    /// A build from a clone has all modules, and what their resources are taken from.
    @Test
    void theBuildOfTheImageIsGivenAllThatTheProgramIsBuiltOf() throws IOException {
        List<String> given = Files.readAllLines(Path.of("../.dockerignore"));
        List<String> needed = new ArrayList<>(List.of("pom.xml", ".mvn", "PROTOCOL.md", "golden"));
        Matcher modules = Pattern.compile("<module>([^<]+)</module>").matcher(Files.readString(Path.of("../pom.xml")));
        while (modules.find()) {
            // What a profile adds is not a part of the program.
            if (modules.group(1).equals("benchmarks")) continue;
            needed.add(modules.group(1) + "/pom.xml");
            needed.add(modules.group(1) + "/src/main");
        }
        assertTrue(needed.contains("node-app/src/main") && needed.size() > 10, needed.toString());
        for (String file : needed) assertTrue(given.contains("!" + file), file + " is missing in .dockerignore");
    }

    @Test
    void composeBuildsOnTheImagesThatTheDockerfileNames() throws IOException {
        String file = Files.readString(Path.of("../Dockerfile"));
        JsonObject compose = yaml(Path.of("../compose.yaml"));
        for (String service : at(compose, "services").keySet()) {
            JsonObject build = at(compose, "services", service, "build");
            assertEquals(".", text(build, "context"));
            for (String name : List.of("BASE", "BUILDER")) {
                Matcher argument =
                        Pattern.compile("(?m)^ARG " + name + "=(.+)$").matcher(file);
                assertTrue(argument.find(), name);
                assertEquals(
                        "${TSUNAGI_" + name + ":-" + argument.group(1) + "}", text(at(build, "args"), name), service);
            }
        }
    }

    /// A cache that another collector or another place made is refused by
    /// the runtime without a word.
    @Test
    void theImageMakesItsCacheWithTheFlagsThatItStartsWith() throws IOException {
        String file = Files.readString(Path.of("../Dockerfile"));
        String run = file.lines()
                .filter(line -> line.startsWith("RUN ") && line.contains("Training"))
                .findFirst()
                .orElseThrow();
        JsonArray words = JsonParser.parseString(run.substring("RUN ".length())).getAsJsonArray();
        String start = Files.readString(Path.of("../deploy/image/tsunagi"));
        assertTrue(start.contains("home=/opt/tsunagi\n"));
        assertTrue(start.contains("-XX:AOTCache=$home/tsunagi.aot"));
        for (JsonElement word : words) {
            String flag = word.getAsString();
            if (flag.startsWith("-XX:AOTCacheOutput=")) {
                assertEquals("-XX:AOTCacheOutput=/opt/tsunagi/tsunagi.aot", flag);
            } else if (flag.startsWith("-XX:")) {
                assertTrue(start.contains(flag), flag);
            }
        }
        assertTrue(run.endsWith("\"-cp\", \"/opt/tsunagi/tsunagi.jar\", \"tsunagi.app.Training\"]"), run);
    }

    private static JsonObject manifest(String name) throws IOException {
        return yaml(MANIFESTS.resolve(name));
    }

    private static JsonObject yaml(Path file) throws IOException {
        Object tree = new Yaml().load(Files.readString(file));
        return JsonParser.parseString(
                        new GsonBuilder().serializeNulls().create().toJson(tree))
                .getAsJsonObject();
    }

    private static JsonObject at(JsonObject object, String... path) {
        JsonObject found = object;
        for (String name : path) found = found.getAsJsonObject(name);
        return found;
    }

    private static JsonArray array(JsonObject object, String name) {
        return object.getAsJsonArray(name);
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }
}
