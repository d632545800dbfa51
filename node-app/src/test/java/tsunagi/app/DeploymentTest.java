package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// The files in `deploy`, against the schemas of those who read them and against each other.
class DeploymentTest {
    private static final Path MANIFESTS = Path.of("../deploy/kubernetes");

    /// Throws where an object has a field that its kind has not, lacks one that it must have, or has one of a wrong
    /// type.
    private interface Schema {
        void validate(JsonElement object) throws IOException;
    }

    private static final Map<String, Schema> SCHEMAS = Map.of(
            "v1/Namespace", V1Namespace::validateJsonElement,
            "v1/Service", V1Service::validateJsonElement,
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
                if (peer.contains(":")) assertTrue(services.has(peer.replace(":8000", "")), peer);
            }
            String volume = array(service, "volumes").get(0).getAsString();
            assertTrue(at(compose, "volumes").has(volume.replace(":/data", "")), volume);
        }
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

    private static com.google.gson.JsonArray array(JsonObject object, String name) {
        return object.getAsJsonArray(name);
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }
}
