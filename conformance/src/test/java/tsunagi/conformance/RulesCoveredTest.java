package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// PROTOCOL.md and the transcripts keep step: what can be seen from outside is tested, what is not tested
/// says why, and no transcript cites a rule that is not there.
class RulesCoveredTest {
    private static final Path HIDDEN = Path.of("src/test/resources/tsunagi/conformance/hidden-rules.txt");

    @Test
    void everyVisibleRuleHasATranscript() throws IOException {
        Set<String> uncovered = new TreeSet<>(rules().visible());
        assertFalse(uncovered.isEmpty(), "no rule is marked as visible");
        uncovered.removeAll(cited().keySet());
        assertEquals(Set.of(), uncovered);
    }

    @Test
    void everyRuleThatATranscriptCitesIsThere() throws IOException {
        Map<String, String> unknown = cited();
        unknown.keySet().removeAll(rules().rules().keySet());
        assertEquals(Map.of(), unknown);
    }

    @Test
    void everyRuleThatIsNotVisibleSaysWhy() throws IOException {
        Set<String> invisible = new TreeSet<>(rules().rules().keySet());
        invisible.removeAll(rules().visible());
        Set<String> explained = lines().stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(explained, invisible);
    }

    private static RuleBook rules() throws IOException {
        return RuleBook.read(Path.of("../PROTOCOL.md"));
    }

    /// The cited rules, each with a transcript that cites it.
    private static Map<String, String> cited() throws IOException {
        Map<String, String> cited = new TreeMap<>();
        Golden.read(Path.of("../golden"))
                .scenarios()
                .forEach(scenario -> scenario.rules().forEach(rule -> cited.put(rule, scenario.id())));
        return cited;
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(HIDDEN).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
