package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
            Set<String> served = named(node.read("/metrics").body());
            Set<String> wanted = named(expressions());
            assertTrue(wanted.size() > 10, wanted::toString);
            wanted.removeAll(served);
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
        return yaml("alerts.yml").get("groups").get(0).get("rules");
    }

    static Set<String> alerts() throws IOException {
        Set<String> names = new TreeSet<>();
        for (JsonNode rule : rules()) names.add(rule.get("alert").asString());
        return names;
    }

    private static JsonNode yaml(String name) throws IOException {
        Object file = new Yaml().load(Files.readString(PLACE.resolve(name)));
        return new JsonMapper().valueToTree(file);
    }

    /// A series that begins with its first event begins at 1, and an increase
    /// from nothing to 1 is none.
    @Test
    void everySeriesOfAFreshNodeIsThereBeforeItsFirstEvent() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String text = node.read("/metrics").body();
            for (String series : List.of(
                    "tsunagi_blocks_joined_total{origin=\"mined\"}",
                    "tsunagi_blocks_joined_total{origin=\"peer\"}",
                    "tsunagi_blocks_not_joined_total{outcome=\"side\"}",
                    "tsunagi_blocks_not_joined_total{outcome=\"orphan\"}",
                    "tsunagi_blocks_not_joined_total{outcome=\"rejected\"}",
                    "tsunagi_frames_dropped_total{kind=\"refused\"}",
                    "tsunagi_frames_dropped_total{kind=\"unknown\"}",
                    "tsunagi_connections_turned_away_total{reason=\"full\"}",
                    "tsunagi_connections_turned_away_total{reason=\"share\"}",
                    "tsunagi_connections_turned_away_total{reason=\"error\"}",
                    "tsunagi_http_requests_total{route=\"/api/blocks\",status=\"201\"}",
                    "tsunagi_http_requests_total{route=\"/api/names/{name}\",status=\"200\"}",
                    "tsunagi_http_requests_total{route=\"/api/chain\",status=\"500\"}",
                    "tsunagi_http_requests_total{route=\"unknown\",status=\"404\"}")) {
                assertTrue(text.contains("\n" + series + " 0.0\n"), series);
            }
            // And those that the client library declares without a series.
            for (String line : text.split("\n", -1)) {
                if (!line.startsWith("# TYPE tsunagi_")) continue;
                String name = line.split(" ", -1)[2];
                assertTrue(
                        text.contains("\n" + name + " ")
                                || text.contains("\n" + name + "{")
                                || text.contains("\n" + name + "_count "),
                        name);
            }
        }
    }

    @Test
    void everyAlertIsOnThePage() throws IOException {
        String page = MarkdownPage.read("docs/http.md").text();
        for (String alert : alerts()) assertTrue(page.contains("| `" + alert + "` |"), alert);
    }

    @Test
    void everyAlertFiresInOneTestAndStaysSilentInAnother() throws IOException {
        Set<String> names = alerts();
        Set<String> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (JsonNode test : yaml("alerts.test.yml").get("tests")) {
            for (JsonNode look : test.get("alert_rule_test")) {
                Set<String> which = look.get("exp_alerts").isEmpty() ? silent : firing;
                which.add(look.get("alertname").asString());
            }
        }
        assertEquals(names, firing);
        assertEquals(names, silent);
    }

    @Test
    void theTestsOfTheAlertsPass(@TempDir Path directory) throws Exception {
        Optional<Path> promtool = onThePath("promtool");
        assumeTrue(
                promtool.isPresent() || System.getenv("TSUNAGI_REQUIRE_PROMTOOL") != null,
                "there is no promtool; the Debian package prometheus has it");
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(promtool.orElseThrow().toString(), "test", "rules", "alerts.test.yml")
                .directory(PLACE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> read(said));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> onThePath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst();
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
