package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The files for Prometheus and Grafana, against the metrics that there are.
class MonitoringTest {
    private static final Path PLACE = Path.of("../deploy/monitoring");
    private static final Pattern METRIC = Pattern.compile("\\b(?:tsunagi|jvm)_[a-z_]+\\b");

    private static Set<String> named(String text) {
        Set<String> names = new TreeSet<>();
        for (Matcher matcher = METRIC.matcher(text); matcher.find(); ) names.add(matcher.group());
        return names;
    }

    @Test
    void everyMetricThatIsAskedForIsThere() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            node.mine("one");
            Set<String> served = named(node.read("/metrics").body());
            Set<String> wanted = named(expressions());
            assertTrue(wanted.size() > 10, wanted::toString);
            // Counters with labels appear with their first event.
            Set<String> labelled = Set.of("tsunagi_frames_dropped_total");
            wanted.removeIf(name -> served.contains(name) || labelled.contains(name));
            assertEquals(Set.of(), wanted);
        }
    }

    private static String expressions() throws IOException {
        StringBuilder all = new StringBuilder();
        for (JsonNode panel : dashboard().get("panels")) {
            for (JsonNode target : panel.get("targets"))
                all.append(target.get("expr").asString()).append('\n');
        }
        for (JsonNode rule : rules()) all.append(rule.get("expr").asString()).append('\n');
        return all.toString();
    }

    private static JsonNode dashboard() throws IOException {
        return new JsonMapper().readTree(Files.readString(PLACE.resolve("grafana-dashboard.json")));
    }

    private static JsonNode rules() throws IOException {
        Object file = new Yaml().load(Files.readString(PLACE.resolve("alerts.yml")));
        return new JsonMapper().valueToTree(file).get("groups").get(0).get("rules");
    }

    @Test
    void everyAlertSaysWhatIsWrongAndHowBadThatIs() throws IOException {
        for (JsonNode rule : rules()) {
            String severity = rule.get("labels").get("severity").asString();
            assertTrue(Set.of("warning", "critical").contains(severity), rule::toString);
            assertFalse(rule.get("annotations").get("summary").asString().isBlank(), rule::toString);
        }
    }

    @Test
    void panelsHaveNumbersOfTheirOwnAndDoNotOverlap() throws IOException {
        Set<Integer> ids = new TreeSet<>();
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode panel : dashboard().get("panels")) {
            assertTrue(ids.add(panel.get("id").asInt()));
            JsonNode place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    assertTrue(taken.add(
                            List.of(place.get("x").asInt() + x, place.get("y").asInt() + y)));
                }
            }
        }
    }
}
