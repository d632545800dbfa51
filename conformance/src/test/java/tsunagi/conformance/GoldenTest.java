package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.RuleBook;

/// The transcripts of this repository, against the notation and the protocol page.
class GoldenTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void everyTranscriptCanBeRead() throws IOException {
        Golden golden = Golden.read(ROOT.resolve("golden"));
        assertEquals(List.of(), golden.errors());
        assertFalse(golden.scenarios().isEmpty());
    }

    @Test
    void everyRuleThatATranscriptNamesIsThere() throws IOException {
        RuleBook rules = RuleBook.read(ROOT.resolve("PROTOCOL.md"));
        for (Scenario scenario : Golden.read(ROOT.resolve("golden")).scenarios()) {
            for (String rule : scenario.rules()) {
                assertTrue(rules.rules().containsKey(rule), scenario.id() + " names " + rule);
            }
        }
    }

    @Test
    void theProgramCarriesItsTranscripts() throws IOException {
        assertFalse(Golden.read(Home.find().resolve("golden")).scenarios().isEmpty());
    }
}
