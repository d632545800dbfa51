package tsunagi.app;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VariablesTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> PLACES =
            List.of("tsunagi", ".ci", "deploy", "docs", "README.md", "compose.yaml", "conformance/src/main");
    private static final Pattern VARIABLE = Pattern.compile("TSUNAGI_[A-Z_]*[A-Z]");

    /// The scripts, the conformance kit and the pages name variables that no node complains of.
    @Test
    void whatTheProjectItselfSetsIsKnown() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String place : PLACES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(place))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    VARIABLE.matcher(text).results().map(MatchResult::group).forEach(named::add);
                }
            }
        }
        assertTrue(named.containsAll(Set.of("TSUNAGI_CONFORMANCE_NODE", "TSUNAGI_REQUIRE_DOCKER")), named::toString);
        assertEquals(List.of(), Variables.complaints(named.stream().collect(toMap(name -> name, name -> "x"))));
    }

    @Test
    void aVariableThatMeansNothingIsNamed() {
        assertEquals(
                List.of("the variable TSUNAGI_DATADIR has no meaning; did you mean TSUNAGI_DATA_DIR?"),
                Variables.complaints(Map.of("TSUNAGI_DATADIR", "/x", "TSUNAGI_DATA_DIR", "/x", "PATH", "/bin")));
        assertEquals(1, Variables.complaints(Map.of("TSUNAGI_PORT", "8000")).size());
    }

    /// As Kubernetes sets them for each service of the namespace.
    @Test
    void theVariablesOfAServiceAreNoSettings() {
        assertEquals(
                List.of(),
                Variables.complaints(Map.of(
                        "TSUNAGI_SERVICE_HOST", "10.0.0.1",
                        "TSUNAGI_SERVICE_PORT", "8000",
                        "TSUNAGI_SERVICE_PORT_NODE", "8000",
                        "TSUNAGI_PORT", "tcp://10.0.0.1:8000",
                        "TSUNAGI_PORT_8000_TCP", "tcp://10.0.0.1:8000",
                        "TSUNAGI_PORT_8000_TCP_PROTO", "tcp",
                        "TSUNAGI_PORT_8000_TCP_PORT", "8000",
                        "TSUNAGI_PORT_8000_TCP_ADDR", "10.0.0.1")));
    }
}
