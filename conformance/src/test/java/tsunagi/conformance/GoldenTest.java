package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.script.Bytes;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.script.Template;
import tsunagi.conformance.verdict.RuleBook;

/// The transcripts of this repository, against the notation and the protocol page.
class GoldenTest {
    private static final Path ROOT = Path.of("..");
    private static final int HUNDREDS = 200;
    private static final Duration LONG = Duration.ofSeconds(20);

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

    /// 5 s are enough for a few frames. A busy machine needs longer for hundreds of them.
    @Test
    void aNodeHasTwentySecondsWhereItHasHundredsOfFramesToRead() throws IOException {
        List<String> hasty = new ArrayList<>();
        for (Scenario scenario : Golden.read(ROOT.resolve("golden")).scenarios()) {
            Map<String, Integer> unread = new HashMap<>();
            for (Step step : scenario.steps()) {
                if (step instanceof Step.Send send) unread.merge(send.node(), frames(send), Integer::sum);
                if (!(step instanceof Step.Expect expect)) continue;
                Integer count = unread.remove(expect.node());
                if (count != null && count >= HUNDREDS && expect.longest().compareTo(LONG) < 0)
                    hasty.add("%s:%s after %s frames".formatted(scenario.id(), expect.line(), count));
            }
        }
        assertEquals(List.of(), hasty);
    }

    private static int frames(Step.Send send) {
        return send.segments().stream()
                .flatMap(segment -> segment.pieces().stream())
                .filter(piece -> !(piece.source() instanceof Bytes.Text text) || endsFrame(text))
                .mapToInt(Bytes.Piece::times)
                .sum();
    }

    private static boolean endsFrame(Bytes.Text text) {
        return text.template().parts().stream()
                .anyMatch(part ->
                        part instanceof Template.Fixed fixed && fixed.bytes().endsWithLf());
    }

    @Test
    void theProgramCarriesItsTranscripts() throws IOException {
        assertFalse(Golden.read(Home.find().resolve("golden")).scenarios().isEmpty());
    }
}
