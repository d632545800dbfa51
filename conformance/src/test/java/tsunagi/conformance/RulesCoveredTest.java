package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.verdict.RuleBook;

/// PROTOCOL.md and the transcripts keep step: what can be seen from outside is tested, and
/// what is not tested says why.
class RulesCoveredTest {
    private static final Path HIDDEN = Path.of("src/test/resources/tsunagi/conformance/hidden-rules.txt");

    @Test
    void everyVisibleRuleHasATranscript() throws IOException {
        Set<String> uncovered = new TreeSet<>(rules().visible());
        assertFalse(uncovered.isEmpty(), "no rule is marked as visible");
        uncovered.removeAll(cited());
        assertEquals(Set.of(), uncovered);
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

    private static Set<String> cited() throws IOException {
        Set<String> cited = new TreeSet<>();
        Golden.read(Path.of("../golden")).scenarios().forEach(scenario -> cited.addAll(scenario.rules()));
        return cited;
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(HIDDEN).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
